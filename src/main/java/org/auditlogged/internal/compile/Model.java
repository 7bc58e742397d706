// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.compile;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.auditlogged.internal.schema.JavaType;

/**
 * The compiler's view of the code.
 *
 * @param known types without arguments that were asked for, which is mostly the same few
 */
record Model(Elements elements, Types types, Map<TypeElement, JavaType> known) {

  Model(Elements elements, Types types) {
    this(elements, types, new HashMap<>());
  }

  String binaryName(TypeElement type) {
    return elements.getBinaryName(type).toString();
  }

  static TypeElement element(TypeMirror type) {
    return (TypeElement) ((DeclaredType) type).asElement();
  }

  /** The erased type without its package, as {@code Class.getSimpleName} has it. */
  String simpleName(TypeMirror type) {
    var erased = types.erasure(type);
    if (erased.getKind() == TypeKind.ARRAY) {
      return simpleName(((ArrayType) erased).getComponentType()) + "[]";
    }
    return erased.getKind() == TypeKind.DECLARED
        ? element(erased).getSimpleName().toString()
        : erased.getKind().toString().toLowerCase(Locale.ROOT);
  }
}
