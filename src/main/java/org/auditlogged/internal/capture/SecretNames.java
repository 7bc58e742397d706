// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which names are secret.
 *
 * <p>A name is cut into words at everything that is no letter or digit, between letters and digits,
 * and where camel case begins a word: {@code X-Api-Key}, {@code apiKey}, {@code api_key} and {@code
 * APIKey2} all hold the words <i>api key</i>. Case does not count. A listed name hits when
 *
 * <ol>
 *   <li>one word, or several in a row written together, are the listed name, or that and a plural
 *       s: {@code pin} hits {@code userPin} and {@code old_pins}, neither {@code pinned} nor {@code
 *       spinner} nor {@code shippingInfo};
 *   <li>it has five letters or more, so that it stands in other words by accident only rarely, and
 *       a word, or the whole name written together, begins or ends with it: {@code token} hits
 *       {@code accesstoken}, {@code password} hits {@code passwordhash}; {@code card} is too short
 *       to hit {@code cardinality} or {@code discards}. That {@code secret} hits {@code secretary}
 *       is the price;
 *   <li>a word is the listed name and one of those that are often written together with it: {@code
 *       userpin}, {@code pincode}, {@code dbpwd}, {@code creditcard}, {@code cardnumber}.
 * </ol>
 *
 * The verdicts on a bounded number of names are remembered, because an application has few of them
 * and asks on each call. For any thread.
 */
public final class SecretNames {
  private static final int LONG = 5;
  private static final int COMPANION = 8;
  private static final Set<String> COMPANIONS =
      Set.of(
          ("user customer client login account admin root my new old db bank credit debit payment"
                  + " code number no nr num id hash value key text field data")
              .split(" "));

  private static final int REMEMBERED = 1_000;
  private static final int SHORT_NAME = 64;

  private final Set<String> listed = new HashSet<>();
  private final Set<String> parts = new HashSet<>();
  private final Map<String, Boolean> verdicts = new ConcurrentHashMap<>();
  private int longest;

  public SecretNames(Collection<String> names) {
    for (var name : names) {
      var joined = String.join("", words(name));
      if (!joined.isEmpty()) {
        listed.add(joined);
        listed.add(joined + "s");
        if (joined.length() >= LONG) {
          parts.add(joined);
          parts.add(joined + "s");
        }
        longest = Math.max(longest, joined.length() + 1);
      }
    }
  }

  public boolean hits(String name) {
    var known = verdicts.get(name);
    if (known != null) {
      return known;
    }
    boolean hits = judge(name);
    if (name.length() <= SHORT_NAME && verdicts.size() < REMEMBERED) {
      verdicts.put(name, hits);
    }
    return hits;
  }

  /**
   * Whether it hits as the name of something by which that is found: {@code secretId} is the id of
   * a secret and none itself, {@code session-id} is listed.
   */
  public boolean hitsAsId(String name) {
    if (!hits(name)) {
      return false;
    }
    var words = words(name);
    if (!words.get(words.size() - 1).equals("id")) {
      return true;
    }
    var joined = "";
    for (int i = words.size() - 1; i >= 0 && joined.length() < longest; i--) {
      joined = words.get(i) + joined;
      if (listed.contains(joined)) {
        return true;
      }
    }
    return false;
  }

  private boolean judge(String name) {
    var words = words(name);
    for (int i = 0; i < words.size(); i++) {
      var joined = "";
      for (int j = i; j < words.size() && joined.length() < longest; j++) {
        joined += words.get(j);
        if (listed.contains(joined)) {
          return true;
        }
      }
      if (hasPart(words.get(i)) || isCompound(words.get(i))) {
        return true;
      }
    }
    return hasPart(String.join("", words));
  }

  private boolean hasPart(String word) {
    for (var part : parts) {
      if (word.startsWith(part) || word.endsWith(part)) {
        return true;
      }
    }
    return false;
  }

  private boolean isCompound(String word) {
    for (var name : listed) {
      int rest = word.length() - name.length();
      boolean isCompound =
          rest > 0
              && rest <= COMPANION
              && (word.startsWith(name) && COMPANIONS.contains(word.substring(name.length()))
                  || word.endsWith(name) && COMPANIONS.contains(word.substring(0, rest)));
      if (isCompound) {
        return true;
      }
    }
    return false;
  }

  private static List<String> words(String name) {
    var words = new ArrayList<String>();
    int start = 0;
    for (int i = 0; i <= name.length(); i++) {
      boolean isGap = i == name.length() || !Character.isLetterOrDigit(name.charAt(i));
      if (isGap || i > start && begins(name, i)) {
        if (i > start) {
          words.add(name.substring(start, i).toLowerCase(Locale.ROOT));
        }
        start = isGap ? i + 1 : i;
      }
    }
    return words;
  }

  /** Whether a word begins at the index, inside a run of letters and digits. */
  private static boolean begins(String name, int index) {
    char before = name.charAt(index - 1);
    char here = name.charAt(index);
    if (Character.isDigit(before) != Character.isDigit(here)) {
      return true;
    }
    boolean isNextLower =
        index + 1 < name.length() && Character.isLowerCase(name.charAt(index + 1));
    // the second kind ends a run of capitals: API|Key
    return Character.isUpperCase(here) && (!Character.isUpperCase(before) || isNextLower);
  }
}
