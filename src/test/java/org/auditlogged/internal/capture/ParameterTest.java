// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.util.List;
import org.auditlogged.AuditLogged;
import org.junit.jupiter.api.Test;

class ParameterTest {

  @Test
  void isCalledByItsNameElseByItsPlace() {
    assertThat(Parameter.of(0, "id", new Annotation[0])).hasToString("id");
    assertThat(Parameter.of(1, null, new Annotation[0])).hasToString("parameter 2");
  }

  @Test
  void ofARefusedCallIsWhatItIsByDefaultWhereTheRequestHasNone() throws Exception {
    assertThat(refused(0)).isEqualTo("from the query");
    assertThat(refused(1)).isEqualTo("newest");
    assertThat(refused(2)).isEqualTo("none");
    assertThat(refused(3)).isNull();
  }

  @Test
  void ofACallThatRanIsItsArgument() throws Exception {
    var scope = Drafts.of(Drafts.point(Calls.class, "list"), new Object[4], Drafts.request());
    assertThat(parameter(1).read(scope.scope())).isNull();
  }

  private static Object refused(int index) throws Exception {
    var draft = Drafts.of(Drafts.point(Calls.class, "list"), null, Drafts.request());
    return parameter(index).read(draft.scope());
  }

  private static Parameter parameter(int index) throws Exception {
    var method =
        Calls.class.getMethod("list", String.class, String.class, String.class, List.class);
    return Parameter.of(index, "it", method.getParameterAnnotations()[index]);
  }

  /** A resource. */
  public static class Calls {
    @AuditLogged("things.listed")
    public void list(
        @QueryParam("id") @DefaultValue("0") String id,
        @DefaultValue("newest") @QueryParam("order") String order,
        @HeaderParam("X-Tenant") @DefaultValue("none") String tenant,
        @DefaultValue("nothing to do with a request") List<String> other) {}
  }
}
