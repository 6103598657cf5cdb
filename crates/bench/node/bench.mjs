// JSON.parse and ajv's standalone code, and the command of @sourcemeta/jsonschema, on the same payloads as the bench.
//
// `node bench.mjs REPOSITORY [--write]`, from a folder in which `./run` has installed what it needs.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import Ajv from 'ajv';
import Ajv2020 from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';
import { table, timed, whole } from './rounds.mjs';

const [repository, ...options] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const version = (name) => JSON.parse(readFileSync(join('node_modules', name, 'package.json'), 'utf8')).version;

/** ajv's code for a schema, written out and loaded as a module, as its users deploy it; formats are asserted. */
function compiled(schema, name) {
  const Dialect = String(schema.$schema).includes('2020-12') ? Ajv2020 : Ajv;
  const ajv = new Dialect({ code: { source: true }, strict: false, logger: false, validateSchema: false });
  addFormats.default(ajv);
  const file = resolve(`${name}.cjs`);
  writeFileSync(file, standaloneCode.default(ajv, ajv.compile(schema)));
  return require(file);
}

function chat() {
  const read = (path) => readFileSync(join(repository, path), 'utf8');
  const validate = compiled(JSON.parse(read('generated/v2026_04_01/chat_created.schema.json')), 'chat');
  const value = JSON.parse(read('schema/2026-04-01/examples/chat.created.json'));
  const text = JSON.stringify(value);
  const times = timed([
    () => JSON.parse(text) !== null,
    () => validate(JSON.parse(text)),
    () => validate(value),
  ]);
  const rows = ['JSON.parse', 'JSON.parse, ajv standalone', 'ajv standalone, parsed already'].map((name, index) => [
    name,
    whole(times[index]),
    whole((text.length * 1e3) / times[index]),
    (times[index] / times[0]).toFixed(2),
  ]);
  return `### chat.created, minified, ${text.length} bytes\n\n${table(['', 'ns', 'MB/s', 'ratio'], rows)}`.trim();
}

/**
 * Mean nanoseconds a payload that the command states for its own validation of what it accepts, parsing left out. Where it refuses
 * the schema, that goes to `refusals`, a count for each reason.
 */
function command(folder, refusals) {
  const files = [join(folder, 'schema.json'), join(folder, 'instances.jsonl')];
  const options = ['--benchmark', '--fast', '--loop', '100', '--format-assertion', '--continue'];
  // That it refuses a payload is no failure here.
  const { stdout, stderr } = spawnSync(resolve('node_modules/.bin/jsonschema'), ['validate', ...files, ...options], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const times = [...stdout.matchAll(/: PASS ([0-9.]+) \+-/g)].map((match) => Number(match[1]) * 1e3);
  if (times.length === 0) {
    const reason = stderr.split('\n')[0];
    refusals.set(reason, (refusals.get(reason) ?? 0) + 1);
    return '';
  }
  return whole(mean(times));
}

const mean = (numbers) => numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

function corpus(collection, folder) {
  const notes = [];
  const refusals = new Map();
  const rows = [];
  const names = readdirSync(folder).filter((name) => !name.startsWith('_') && !name.startsWith('.'));
  for (const name of names.sort()) {
    const path = join(folder, name);
    let validate;
    try {
      validate = compiled(JSON.parse(readFileSync(join(path, 'schema.json'), 'utf8')), `${collection}-${name}`);
    } catch (error) {
      notes.push(`- ${name}: ajv refuses it: ${error.message}`);
      continue;
    }
    const lines = readFileSync(join(path, 'instances.jsonl'), 'utf8').split('\n').filter((line) => line !== '');
    const texts = lines.filter((text) => validate(JSON.parse(text)));
    if (texts.length < lines.length) {
      notes.push(`- ${name}: ajv refuses ${lines.length - texts.length} of ${lines.length} payloads, which are left out.`);
    }
    const values = texts.map((text) => JSON.parse(text));
    const times = timed(
      [
        () => texts.every((text) => JSON.parse(text) !== undefined),
        () => texts.every((text) => validate(JSON.parse(text))),
        () => values.every((value) => validate(value)),
      ],
      { turn: 2, rounds: 15 },
    );
    const figures = times.map((time) => whole(time / texts.length));
    rows.push([name, whole(texts.length), ...figures, command(path, refusals)]);
  }
  refusals.forEach((count, reason) => notes.push(`- The jsonschema command refuses ${count} schemas: ${reason}`));
  const headings = ['', 'payloads', 'JSON.parse', 'JSON.parse, ajv', 'ajv, parsed already', 'jsonschema command, parsed already'];
  return `### ${collection}, ns a payload\n\n${table(headings, rows)}\n${notes.join('\n')}`.trim();
}

const corpora = process.env.TYPEWRIGHT_CORPORA ?? join(repository, '../shared/corpora');
const packages = ['ajv', 'ajv-formats', '@sourcemeta/jsonschema'].map((name) => `${name} ${version(name)}`);
const sections = [`${cpus()[0].model}, ${cpus().length} cores; node ${process.version}; ${packages.join(', ')}.`, chat()];
for (const collection of ['sourcemeta', 'github']) {
  const folder = join(corpora, collection);
  if (existsSync(folder)) {
    sections.push(corpus(collection, folder));
  } else {
    console.error(`${collection}: not measured, ${folder} is not there`);
  }
}
const text = sections.join('\n\n').trim();
console.log(text);
if (options.includes('--write')) {
  const path = join(repository, 'crates/bench/RESULTS.md');
  const results = readFileSync(path, 'utf8');
  const section = /<!-- begin node -->[^]*<!-- end node -->/;
  if (!section.test(results)) {
    throw new Error(`${path} has no section called node`);
  }
  writeFileSync(path, results.replace(section, () => `<!-- begin node -->\n\n${text}\n\n<!-- end node -->`));
}
