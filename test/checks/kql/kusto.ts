import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { runInThisContext } from 'node:vm';
import { APP_INSIGHTS_TABLES } from './appInsightsTables.ts';
import { type KustoNode, type QueryNode, toQueryNode } from './queryTree.ts';

/** A .NET list as Bridge.NET shows it. */
interface KustoList<Item> {
  readonly Count: number;
  getItem(index: number): Item;
}

interface KustoCode {
  readonly Syntax: KustoNode;
  readonly ResultType: { readonly Columns?: KustoList<{ Name: string; Type: { Name: string } }> } | null;
  GetDiagnostics(): KustoList<{ Severity: string; Message: string; Start: number }>;
}

interface Language {
  readonly Symbols: {
    readonly TableSymbol: { From(columns: string): { WithName(name: string): unknown } };
    readonly DatabaseSymbol: { readonly $ctor1: new (name: string, tables: readonly unknown[]) => unknown };
  };
  readonly GlobalState: { readonly Default: { WithDatabase(database: unknown): unknown } };
  readonly KustoCode: { ParseAndAnalyze(text: string, globals: unknown): KustoCode };
  readonly Syntax: { readonly SyntaxKind: Readonly<Record<string, unknown>> };
}

export interface ParsedQuery {
  readonly root: QueryNode;
  /** What comes out, name and KQL type. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  /** What Kusto's own parser and binder say against it; `start` is an offset. */
  readonly complaints: readonly { readonly message: string; readonly start: number }[];
}

const parsed = new Map<string, ParsedQuery>();
let parser: { readonly language: Language; readonly globals: unknown } | undefined;

/** Parses a query and binds it against the tables of Application Insights, with Kusto's own parser. It executes nothing. */
export function parseQuery(text: string): ParsedQuery {
  const known = parsed.get(text) ?? parse(text);
  parsed.set(text, known);
  return known;
}

function parse(text: string): ParsedQuery {
  parser ??= loadParser();
  const { language, globals } = parser;
  const code = language.KustoCode.ParseAndAnalyze(text, globals);
  const complaints = listOf(code.GetDiagnostics()).map(({ Severity, Message, Start }) => ({
    message: `${Severity}: ${Message}`,
    start: Start,
  }));
  const columns = code.ResultType?.Columns ? listOf(code.ResultType.Columns) : [];
  return {
    root: toQueryNode(code.Syntax, kindNames(language)),
    columns: columns.map(({ Name, Type }) => ({ name: Name, type: Type.Name })),
    complaints,
  };
}

function loadParser(): { readonly language: Language; readonly globals: unknown } {
  // A Bridge.NET build has no exports: both scripts put themselves into the global scope.
  const { resolve } = createRequire(import.meta.url);
  for (const script of ['bridge.min.js', 'Kusto.Language.Bridge.min.js']) {
    const path = resolve(`@kusto/language-service-next/${script}`);
    runInThisContext(readFileSync(path, 'utf8'), { filename: path });
  }
  const { Kusto } = globalThis as unknown as { readonly Kusto: { readonly Language: Language } };
  const { Symbols, GlobalState } = Kusto.Language;
  const tables = APP_INSIGHTS_TABLES.map(([name, columns]) =>
    Symbols.TableSymbol.From(columns).WithName(name),
  );
  const database = new Symbols.DatabaseSymbol.$ctor1('applicationInsights', tables);
  return { language: Kusto.Language, globals: GlobalState.Default.WithDatabase(database) };
}

function kindNames({ Syntax }: Language): ReadonlyMap<unknown, string> {
  return new Map(Object.entries(Syntax.SyntaxKind).map(([name, number]) => [number, name]));
}

function listOf<Item>(list: KustoList<Item>): readonly Item[] {
  return Array.from({ length: list.Count }, (_, index) => list.getItem(index));
}
