// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.internal.capture;

import jakarta.el.ArrayELResolver;
import jakarta.el.BeanELResolver;
import jakarta.el.CompositeELResolver;
import jakarta.el.ELContext;
import jakarta.el.ELException;
import jakarta.el.ELManager;
import jakarta.el.ELResolver;
import jakarta.el.ExpressionFactory;
import jakarta.el.FunctionMapper;
import jakarta.el.ImportHandler;
import jakarta.el.ListELResolver;
import jakarta.el.MapELResolver;
import jakarta.el.ValueExpression;
import jakarta.el.VariableMapper;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Jakarta Expression Language, the only class that links to it: it is loaded when the first
 * expression is compiled, so that a runtime without it serves plain texts. Data never becomes an
 * expression: only the texts of annotations and of the configuration are compiled. For any thread.
 */
final class Expressions {
  private final ExpressionFactory factory = ELManager.getExpressionFactory();
  private final ELResolver resolver = resolver();

  /**
   * Compiles.
   *
   * @throws IllegalArgumentException when the syntax is bad or a name is not among the known ones;
   *     the text says what and what was expected
   */
  Source compile(String text, Set<String> known) {
    var names = new Names();
    ValueExpression expression;
    try {
      expression = factory.createValueExpression(new Context(resolver, names), text, Object.class);
    } catch (ELException e) {
      throw new IllegalArgumentException("is no expression: " + firstLine(e), e);
    }
    var unknown = new TreeSet<>(names.seen);
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new UnknownName(unknown.first());
    }
    return new Compiled(text, expression, resolver, Set.copyOf(names.seen), EndNames.of(text));
  }

  private static String firstLine(ELException e) {
    var message = String.valueOf(e.getMessage()).strip();
    return message.lines().findFirst().orElse(e.getClass().getSimpleName());
  }

  private static ELResolver resolver() {
    var chain = new CompositeELResolver();
    chain.add(new ScopeResolver());
    chain.add(new MapELResolver(true));
    chain.add(new ListELResolver(true));
    chain.add(new ArrayELResolver(true));
    chain.add(new PropertyResolver());
    chain.add(new BeanELResolver(true));
    return chain;
  }

  /** An expression names something that is not there. */
  static final class UnknownName extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    final String name;

    UnknownName(String name) {
      super("unknown name " + name);
      this.name = name;
    }
  }

  /** A compiled expression. */
  private record Compiled(
      String text,
      ValueExpression expression,
      ELResolver resolver,
      Set<String> variables,
      List<String> names)
      implements Source {
    @Override
    public Object read(Scope scope) {
      var context = new Context(resolver, null);
      context.putContext(Scope.class, scope);
      return expression.getValue(context);
    }

    @Override
    public boolean uses(String name) {
      return variables.contains(name);
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /**
   * Collects the free names of an expression: a compiler asks for each whether it is a variable.
   */
  private static final class Names extends VariableMapper {
    private final Set<String> seen = new TreeSet<>();

    @Override
    public ValueExpression resolveVariable(String name) {
      seen.add(name);
      return null;
    }

    @Override
    public ValueExpression setVariable(String name, ValueExpression expression) {
      return null;
    }
  }

  /**
   * The least context: building {@code StandardELContext} for each call costs more than the
   * expression.
   */
  private static final class Context extends ELContext {
    private final ELResolver resolver;
    private final VariableMapper variables;

    Context(ELResolver resolver, VariableMapper variables) {
      this.resolver = resolver;
      this.variables = variables;
    }

    @Override
    public ELResolver getELResolver() {
      return resolver;
    }

    @Override
    public FunctionMapper getFunctionMapper() {
      return null;
    }

    @Override
    public VariableMapper getVariableMapper() {
      return variables;
    }

    @Override
    public ImportHandler getImportHandler() {
      // no classes by name: an expression speaks of the call and of nothing else
      return null;
    }
  }

  /** The names that stand for themselves. */
  private static final class ScopeResolver extends ReadOnlyResolver {
    @Override
    public Object getValue(ELContext context, Object base, Object property) {
      if (base != null) {
        return null;
      }
      context.setPropertyResolved(null, property);
      return ((Scope) context.getContext(Scope.class)).variable((String) property);
    }
  }
}
