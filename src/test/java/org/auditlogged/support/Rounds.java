// SPDX-License-Identifier: Apache-2.0
package org.auditlogged.support;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * Two ways to do the same, in many short rounds that take turns. What else the machine does hits
 * both of a pair alike, so that their ratio says something where their times say nothing.
 */
public final class Rounds {
  private final double[] ours;
  private final double[] bare;
  private double ourCpu;
  private double bareCpu;

  /** One round of one of the ways. */
  public interface Round {
    void run() throws Exception;

    /** Before each round; is not measured. */
    default void prepare() throws Exception {}
  }

  private Rounds(int count) {
    ours = new double[count];
    bare = new double[count];
  }

  /** How many come first and do not count, in which the compiler does its work. */
  private static final int WARM_UP = 25;

  /** Measures so many pairs, after some that do not count. */
  public static Rounds of(int count, Round ours, Round bare) throws Exception {
    var rounds = new Rounds(count);
    for (int i = -Math.min(WARM_UP, count); i < count; i++) {
      rounds.pair(Math.max(0, i), ours, bare, i % 2 == 0);
      if (i < 0) {
        rounds.ourCpu = 0;
        rounds.bareCpu = 0;
      }
    }
    return rounds;
  }

  private void pair(int index, Round ourRound, Round bareRound, boolean oursFirst)
      throws Exception {
    ourRound.prepare();
    bareRound.prepare();
    if (oursFirst) {
      ourRound(index, ourRound);
    }
    double cpu = cpu();
    bare[index] = seconds(bareRound);
    bareCpu += cpu() - cpu;
    if (!oursFirst) {
      ourRound(index, ourRound);
    }
  }

  private void ourRound(int index, Round round) throws Exception {
    double cpu = cpu();
    ours[index] = seconds(round);
    ourCpu += cpu() - cpu;
  }

  private static double seconds(Round round) throws Exception {
    long start = System.nanoTime();
    round.run();
    return (System.nanoTime() - start) / 1e9;
  }

  private static double cpu() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime()
        / 1e9;
  }

  /** The seconds of the median round of ours. */
  public double ours() {
    return at(0.5, Arrays.stream(ours));
  }

  /** The seconds of the median round of the other. */
  public double bare() {
    return at(0.5, Arrays.stream(bare));
  }

  /** Seconds of a processor that a round of ours took, on the average; of all threads. */
  public double ourCpu() {
    return ourCpu / ours.length;
  }

  /** The same of the other. */
  public double bareCpu() {
    return bareCpu / bare.length;
  }

  /** How fast ours is to the other: this part of the pairs had less. */
  public double ratio(double part) {
    var ratios = new double[ours.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = bare[i] / ours[i];
    }
    return at(part, Arrays.stream(ratios));
  }

  private static double at(double part, DoubleStream values) {
    var sorted = values.sorted().toArray();
    return sorted[(int) (part * (sorted.length - 1))];
  }
}
