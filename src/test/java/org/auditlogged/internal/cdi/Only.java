// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.cdi;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.util.TypeLiteral;
import java.lang.annotation.Annotation;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;

/** An {@link Instance} of one bean, whatever is selected. */
public record Only<T>(Supplier<T> bean) implements Instance<T> {

  static <T> Only<T> nothing() {
    return new Only<>(null);
  }

  @Override
  public T get() {
    return bean.get();
  }

  @Override
  public boolean isUnsatisfied() {
    return bean == null;
  }

  @Override
  public boolean isAmbiguous() {
    return false;
  }

  @Override
  public Instance<T> select(Annotation... qualifiers) {
    return this;
  }

  @SuppressWarnings("unchecked") // there is one bean, and who asks knows of which type
  @Override
  public <U extends T> Instance<U> select(Class<U> subtype, Annotation... qualifiers) {
    return (Instance<U>) this;
  }

  @SuppressWarnings("unchecked") // as above
  @Override
  public <U extends T> Instance<U> select(TypeLiteral<U> subtype, Annotation... qualifiers) {
    return (Instance<U>) this;
  }

  @Override
  public Iterator<T> iterator() {
    return List.of(get()).iterator();
  }

  @Override
  public void destroy(T instance) {}

  @Override
  public Handle<T> getHandle() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Iterable<? extends Handle<T>> handles() {
    throw new UnsupportedOperationException();
  }
}
