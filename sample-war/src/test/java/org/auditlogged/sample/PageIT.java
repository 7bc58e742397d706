// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.time.Duration;
import java.util.Optional;
import org.htmlunit.BrowserVersion;
import org.htmlunit.WebClient;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.RunAsClient;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page, clicked. */
@RunAsClient
@ExtendWith(ArquillianExtension.class)
class PageIT {
  @ArquillianResource private URL url;
  private Visitor visitor;
  private WebClient browser;
  private HtmlPage page;

  @Deployment(testable = false)
  static WebArchive sample() {
    return SampleWar.built();
  }

  @BeforeEach
  void open() throws Exception {
    assertThat(url.getPath()).as("deployed at").hasSizeGreaterThan(1);
    visitor = new Visitor(url);
    browser = new WebClient(BrowserVersion.CHROME);
    browser.getOptions().setFetchPolyfillEnabled(true);
    browser.getOptions().setThrowExceptionOnFailingStatusCode(false);
    page = browser.getPage(url);
    awaitText("#secrets", "Database password");
  }

  @AfterEach
  void close() throws Exception {
    visitor.workOs("UP");
    browser.close();
  }

  @Test
  void clickShowsTheAnswerAndTheEvent() throws Exception {
    page.getHtmlElementById("sign-in").click();

    awaitText("#answers li", "200 POST /sessions as Alice");
    awaitText("#events li.arrived", "success alice user.signed_in arrived");
    assertThat(text("#events li.arrived")).contains("user Alice Archer, team platform", "from ");
  }

  /** Opening {@code details} is the browser's own doing, and HtmlUnit does not do it. */
  @Test
  void eventOpensAsTheJsonThatArrived() throws Exception {
    page.getHtmlElementById("sign-in").click();
    awaitText("#events li.arrived", "user.signed_in");

    assertThat(element("#events li.arrived details > summary + pre").getTextContent())
        .contains("\"organization_id\": \"org_stand_in\"", "\"action\": \"user.signed_in\"");
  }

  @Test
  void refusalIsShownOnBothSides() throws Exception {
    page.<HtmlInput>querySelector("input[value=bob]").click();
    element("[aria-label='Delete Database password']").click();

    awaitText("#answers li", "403 DELETE /secrets/");
    awaitText("#events li.arrived", "denied bob secret.deleted");
    assertThat(text("#secrets")).contains("Database password");
  }

  @Test
  void switchMakesEventsWaitAndLetsThemGo() throws Exception {
    awaitText("#waiting", "0");
    page.getHtmlElementById("down").click();
    await("the switch").until(() -> visitor.trail().getString("behaviour").equals("DOWN"));
    element("[aria-label='Read Database password']").click();

    awaitText("#answers li", "200 GET /secrets/");
    awaitText("#secrets", "correct horse battery staple");
    awaitText("#waiting", "1");
    awaitText("#events li.waiting", "secret.read");

    page.getHtmlElementById("down").click();

    awaitText("#waiting", "0");
    awaitText("#events li.arrived", "secret.read");
  }

  @Test
  void actionsAreShownAsWorkOsKnowsThem() {
    awaitText("#known", "9 of 9 known to WorkOS");
    assertThat(text(".catalogue"))
        .contains("user.signed_in team, user extra version 1")
        .contains("secret.expired secret expired_at version 1")
        .doesNotContain("http_status");
  }

  @Test
  void nameIsShownAsTextWhateverItSays() throws Exception {
    page.<HtmlInput>getHtmlElementById("name").setValue("<b id=bold>name</b>");
    page.getHtmlElementById("create-button").click();

    awaitText("#secrets", "<b id=bold>name</b>");
    awaitText("#events li.arrived", "secret <b id=bold>name</b>");
    assertThat(page.getElementById("bold")).isNull();
  }

  private void awaitText(String selector, String text) {
    await(selector)
        .pollInSameThread()
        .atMost(Duration.ofSeconds(20))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(50))
        .untilAsserted(
            () -> {
              browser.waitForBackgroundJavaScriptStartingBefore(50);
              assertThat(text(selector)).contains(text);
            });
  }

  /** The visible text of the first element, on one line. */
  private String text(String selector) {
    return Optional.<DomElement>ofNullable(page.querySelector(selector))
        .map(element -> element.asNormalizedText().replaceAll("\\s+", " "))
        .orElse("");
  }

  private DomElement element(String selector) {
    return page.querySelector(selector);
  }
}
