// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.concurrent.Callable;
import org.auditlogged.AuditEvent;

/** Loads the library and its tests anew, as on a server that lacks some packages. */
public final class HidingClassLoader extends URLClassLoader {
  private final List<String> hidden;

  /** Hides classes whose names begin so. */
  public HidingClassLoader(String... hidden) {
    super(
        new URL[] {
          AuditEvent.class.getProtectionDomain().getCodeSource().getLocation(),
          HidingClassLoader.class.getProtectionDomain().getCodeSource().getLocation()
        },
        HidingClassLoader.class.getClassLoader());
    this.hidden = List.of(hidden);
  }

  /** Makes one of the class as loaded here, and calls it. */
  @SuppressWarnings("unchecked")
  public <T> T call(Class<? extends Callable<T>> type) throws Exception {
    return ((Callable<T>) loadClass(type.getName()).getConstructor().newInstance()).call();
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (hidden.stream().anyMatch(name::startsWith)) {
      throw new ClassNotFoundException(name);
    }
    if (name.startsWith("org.auditlogged.")) {
      synchronized (getClassLoadingLock(name)) {
        var loaded = findLoadedClass(name);
        return loaded == null ? findClass(name) : loaded;
      }
    }
    return super.loadClass(name, resolve);
  }
}
