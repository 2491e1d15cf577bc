import type { AxiosProgressEvent } from 'axios'
import { http } from '@/api/http'
import type { components } from '@/api/rest'
import { serverUrl } from '@/api/server-url'
import { cursorOf, type Page } from '@/api/useCursorList'
import { filterBody, type Sort, type TransactionFilter } from './filter'

type Schemas = components['schemas']

export type Statement = Schemas['Statement']
export type StatementDetail = Schemas['StatementDetail']
export type StatementStatus = Statement['status']
export type RejectedRow = StatementDetail['errors'][number]
export type Question = Schemas['Question']
/** The user's answers about a file; columns are counted from 0. */
export type Answers = Schemas['ChosenRequest']
export type Answer = Question['options'][number]['value']
/** What each word of a column means. */
export type Meanings = Record<string, string>
export type Correction = Pick<Schemas['CorrectionRequest'], 'date' | 'description' | 'amount'>

export type Transaction = Schemas['Transaction']
export type Total = Schemas['Total']
/** A change with the ids by which it can be undone. */
export interface Changed {
  changed: number
  changes: number[]
}
export type Proposal = Schemas['Proposal']
export type Category = Schemas['Category']
export type CategoryColor = Category['color']
export type CategoryEdits = Omit<Schemas['PatchedCategoryEditRequest'], 'key'>
export type CategoryRule = Schemas['CategoryRule']
/** Conditions and category of a rule, and the rule that it takes precedence over. */
export type RuleValues = Schemas['CategoryRuleRequest']
export type RulePreview = Schemas['Previewed']

export type BankAccount = Schemas['BankAccount']

export type Spending = Schemas['Spending']
export type SpendStep = Schemas['ComparedStep']
export type SpendStack = Schemas['Stack']
export type CashFlow = Schemas['CashFlow']
export type MonthFlow = Schemas['MonthFlow']
export type SpendPart = Schemas['Part']
export type LatestMonth = Schemas['LatestMonth']
export type Recurring = Schemas['Recurring']
export type StepName = Spending['step']

/** The server chooses what is undefined. */
export interface Period {
  currency?: string | undefined
  /** "2026-01", like `last_month`. */
  first_month?: string | undefined
  last_month?: string | undefined
  step?: StepName | undefined
}

export const EXPORTS = {
  csv: '/api/transactions/export/',
  jsonl: '/api/transactions/export-json-lines/',
} as const
export type ExportKind = keyof typeof EXPORTS

const MAX_IDS_PER_REQUEST = 1_000

// Statements.

export function inFlight({ status }: Pick<Statement, 'status'>): boolean {
  return status === 'queued' || status === 'processing'
}

export async function fetchStatements(cursor: string | undefined): Promise<Page<Statement>> {
  return (await http.get<Page<Statement>>('/api/statements/', { params: { cursor } })).data
}

export async function fetchStatement(id: string): Promise<StatementDetail> {
  return (await http.get<StatementDetail>(statementPath(id))).data
}

export const UPLOAD_PATH = '/api/statements/'

/** `key` is an idempotency key: a repeated upload with the same key is stored once. */
export async function uploadStatement(
  file: File,
  key: string,
  progress: (fraction: number) => void,
): Promise<Statement> {
  const form = new FormData()
  form.append('file', file)
  const { data } = await http.post<Statement>(UPLOAD_PATH, form, {
    headers: { 'Idempotency-Key': key },
    // A large file over a slow connection may take longer than any other request.
    timeout: 0,
    onUploadProgress: ({ progress: fraction }: AxiosProgressEvent) => progress(fraction ?? 0),
  })
  return data
}

/** Import sample data into an account without statements. */
export async function loadSampleData(): Promise<Statement[]> {
  return (await http.post<Statement[]>('/api/statements/sample/')).data
}

/** Return a download URL of the uploaded file, valid for some minutes. */
export async function originalUrl(id: string): Promise<string> {
  return serverUrl((await http.get<{ url: string }>(`${statementPath(id)}file/`)).data.url)
}

/** Import the file again with these answers. */
export async function answerQuestions(id: string, answers: Answers): Promise<StatementDetail> {
  return (await http.post<StatementDetail>(`${statementPath(id)}choose/`, answers)).data
}

/** Cancel a queued or running import; a running one may take a second to stop. */
export async function cancelImport(id: string): Promise<StatementDetail> {
  return (await http.post<StatementDetail>(`${statementPath(id)}cancel/`)).data
}

/** Return a page of the rejected rows, of which the statement itself holds only the first. */
export async function fetchRejectedRows(
  id: string,
  cursor: string | undefined,
): Promise<Page<RejectedRow>> {
  const params = { cursor, page_size: 500 }
  return (await http.get<Page<RejectedRow>>(`${statementPath(id)}refused/`, { params })).data
}

/** Import a rejected row with corrected values. */
export async function correctRow(
  id: string,
  line: number,
  correction: Correction,
): Promise<StatementDetail> {
  const path = `${statementPath(id)}refused/${line}/correct/`
  return (await http.post<StatementDetail>(path, correction)).data
}

/** Set the account of the statement. */
export async function assignAccount(id: string, account: number | null): Promise<StatementDetail> {
  return (await http.put<StatementDetail>(`${statementPath(id)}account/`, { account })).data
}

export async function deleteStatement(id: string): Promise<Changed> {
  return changedBy((await http.delete<Schemas['Changed']>(statementPath(id))).data)
}

function statementPath(id: string): string {
  return `/api/statements/${encodeURIComponent(id)}/`
}

// Transactions.

export async function fetchTransactions(
  cursor: string | undefined,
  filter: TransactionFilter = {},
  { sort, size }: { sort?: Sort; size?: number } = {},
): Promise<Page<Transaction>> {
  const { data } = await http.get<Page<Transaction>>('/api/transactions/', {
    params: { ...filter, cursor, sort, page_size: size },
  })
  return data
}

export async function fetchTotals(filter: TransactionFilter): Promise<Total[]> {
  return (await http.get<Total[]>('/api/transactions/totals/', { params: filter })).data
}

/** Return the text with each word that no transaction contains replaced by a similar one. */
export async function correctSpelling(text: string): Promise<string> {
  const params = { text }
  return (await http.get<Schemas['Spelling']>('/api/transactions/spelling/', { params })).data.text
}

/** The ids of transactions, or a filter that all of them match. */
export type Selected = number[] | TransactionFilter

/** Set the category of the transactions; propose a rule if they have one merchant. */
export async function categorise(
  category: string,
  selected: Selected,
): Promise<Changed & { proposal: Proposal | null }> {
  const results: Schemas['Categorised'][] = []
  for (const part of partsOf(selected)) {
    const body = { category, ...part }
    results.push(
      (await http.post<Schemas['Categorised']>('/api/transactions/categorise/', body)).data,
    )
  }
  const proposal = results.length === 1 ? results[0]!.proposal : null
  return { ...changedBy(...results), proposal }
}

/** Add a transaction that no statement has. */
export async function addTransaction(entered: Schemas['AddRequest']): Promise<Transaction> {
  return (await http.post<Transaction>('/api/transactions/', entered)).data
}

export async function editTransaction(
  id: number,
  edits: Schemas['PatchedEditRequest'],
): Promise<Transaction> {
  return (await http.patch<Transaction>(`/api/transactions/${id}/`, edits)).data
}

export async function deleteTransactions(selected: Selected): Promise<Changed> {
  const results: Schemas['Changed'][] = []
  for (const part of partsOf(selected)) {
    results.push((await http.post<Schemas['Changed']>('/api/transactions/delete/', part)).data)
  }
  return changedBy(...results)
}

/** Undo what was changed in the last ten minutes. */
export async function undoChanges({ changes }: Pick<Changed, 'changes'>): Promise<void> {
  for (const change of changes) await http.post(`/api/changes/${change}/undo/`)
}

function partsOf(selected: Selected): object[] {
  if (!Array.isArray(selected)) return [{ filter: filterBody(selected) }]
  const starts = Math.ceil(selected.length / MAX_IDS_PER_REQUEST)
  return Array.from({ length: starts }, (_, part) => ({
    ids: selected.slice(part * MAX_IDS_PER_REQUEST, (part + 1) * MAX_IDS_PER_REQUEST),
  }))
}

function changedBy(...results: Schemas['Changed'][]): Changed {
  return {
    changed: results.reduce((sum, { changed }) => sum + changed, 0),
    changes: results.flatMap(({ change }) => change ?? []),
  }
}

/** Return an export of the matching transactions with the file name that the server chose. */
export async function exportTransactions(
  kind: ExportKind,
  filter: TransactionFilter,
): Promise<{ name: string; content: Blob }> {
  const { data, headers } = await http.get<Blob>(EXPORTS[kind], {
    params: filter,
    responseType: 'blob',
    timeout: 0,
  })
  const disposition = String(headers['content-disposition'] ?? '')
  const name = /filename="?([^";]+)"?/.exec(disposition)?.[1]
  return { name: name ?? `transactions.${kind}`, content: data }
}

// Bank accounts.

const ACCOUNTS = '/api/bank-accounts/'

export async function fetchBankAccounts(): Promise<BankAccount[]> {
  return (await http.get<BankAccount[]>(ACCOUNTS)).data
}

export async function createBankAccount(
  values: Schemas['BankAccountRequest'],
): Promise<BankAccount> {
  return (await http.post<BankAccount>(ACCOUNTS, values)).data
}

export async function editBankAccount(
  id: number,
  values: Schemas['BankAccountRequest'],
): Promise<BankAccount> {
  return (await http.patch<BankAccount>(`${ACCOUNTS}${id}/`, values)).data
}

/** Delete the account; its statements are kept. */
export async function deleteBankAccount(id: number): Promise<void> {
  await http.delete(`${ACCOUNTS}${id}/`)
}

/** Undo the deletion, within ten minutes. */
export async function restoreBankAccount(id: number): Promise<void> {
  await http.post(`${ACCOUNTS}${id}/restore/`)
}

// Categories and rules.

export async function fetchCategories(): Promise<Category[]> {
  return (await http.get<Category[]>('/api/categories/')).data
}

/** Create a category, and return its key. */
export async function createCategory(name: string, color?: CategoryColor): Promise<string> {
  const body = { name, ...(color ? { color } : {}) }
  return (await http.post<Schemas['StoredCategory']>('/api/categories/', body)).data.key
}

/** Rename, color, archive or restore a category; an empty name is the original one. */
export async function editCategory(key: string, edits: CategoryEdits): Promise<void> {
  await http.patch('/api/categories/', { key, ...edits })
}

export async function mergeCategories(key: string, into: string): Promise<Changed> {
  return changedBy(
    (await http.post<Schemas['Merged']>('/api/categories/merge/', { key, into })).data,
  )
}

/** Return all rules, the first of which takes precedence; there are at most 1,000. */
export async function fetchRules(): Promise<CategoryRule[]> {
  const rules: CategoryRule[] = []
  let cursor: string | undefined
  do {
    const params = { cursor, page_size: 500 }
    const { data } = await http.get<Page<CategoryRule>>('/api/category-rules/', { params })
    rules.push(...data.results)
    cursor = cursorOf(data.next)
  } while (cursor)
  return rules
}

/** Create a rule for future transactions, or replace the one with the same conditions. */
export async function createRule(values: RuleValues): Promise<CategoryRule> {
  return (await http.post<CategoryRule>('/api/category-rules/', values)).data
}

export async function editRule(id: number, values: Partial<RuleValues>): Promise<CategoryRule> {
  return (await http.patch<CategoryRule>(`/api/category-rules/${id}/`, values)).data
}

/** Return what a rule would change; `rule` is its id if it is stored. */
export async function previewRule(
  values: Schemas['PreviewRequest'],
  signal: AbortSignal,
): Promise<RulePreview> {
  return (await http.post<RulePreview>('/api/category-rules/preview/', values, { signal })).data
}

/** Apply a rule to existing transactions. */
export async function applyRule({ id }: Pick<CategoryRule, 'id'>): Promise<Changed> {
  return changedBy((await http.post<Schemas['Changed']>(`/api/category-rules/${id}/apply/`)).data)
}

export async function deleteRule({ id }: Pick<CategoryRule, 'id'>): Promise<void> {
  await http.delete(`/api/category-rules/${id}/`)
}

// Spending.

export async function fetchSpending(period: Period): Promise<Spending> {
  return (await http.get<Spending>('/api/spending/', { params: period })).data
}

export async function fetchRecurring(currency: string): Promise<Recurring[]> {
  const params = { currency }
  return (await http.get<Recurring[]>('/api/spending/recurring/', { params })).data
}
