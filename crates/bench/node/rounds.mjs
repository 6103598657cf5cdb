// Taking turns, and tables: as the bench does it.

/** Median nanoseconds of one run of each contestant; each must say `true` in every run. `turn` is in milliseconds. */
export function timed(contestants, { turn = 0.5, rounds = 101 } = {}) {
  const runs = contestants.map((contestant) => calibrated(contestant, turn));
  const times = contestants.map(() => []);
  const warmUp = Math.ceil(rounds / 5);
  for (let round = 0; round < warmUp + rounds; round += 1) {
    contestants.forEach((contestant, index) => {
      const time = once(contestant, runs[index]) / runs[index];
      if (round >= warmUp) {
        times[index].push(time);
      }
    });
  }
  return times.map(median);
}

function calibrated(contestant, turn) {
  let runs = 1;
  while (once(contestant, runs) < turn * 1e6 && runs < 1 << 20) {
    runs *= 2;
  }
  return runs;
}

function once(contestant, runs) {
  const start = process.hrtime.bigint();
  for (let run = 0; run < runs; run += 1) {
    if (contestant() !== true) {
      throw new Error('a contestant refuses a payload');
    }
  }
  return Number(process.hrtime.bigint() - start);
}

function median(times) {
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
}

/** A figure without decimals, its thousands set apart. */
export function whole(figure) {
  return Math.round(figure).toLocaleString('en');
}

/** A Markdown table: the first column to the left, figures to the right. */
export function table(headings, rows) {
  const widths = headings.map((_, column) => Math.max(3, ...[headings, ...rows].map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join(' | ')} |`;
  const rule = `|${widths.map((width, column) => (column === 0 ? '-'.repeat(width + 2) : `${'-'.repeat(width + 1)}:`)).join('|')}|`;
  return `${[line(headings), rule, ...rows.map(line)].join('\n')}\n`;
}
