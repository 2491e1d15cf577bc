import type {
  BankAccount,
  Category,
  CategoryRule,
  Question,
  Recurring,
  RejectedRow,
  Spending,
  Statement,
  StatementDetail,
  Transaction,
} from '@/statements/api'

type PreviewRow = Question['options'][number]['preview'][number]

export function statement(facts: Partial<Statement> = {}): Statement {
  return {
    id: 's1',
    filename: 'march.csv',
    account: null,
    size: 964,
    status: 'imported',
    format: 'chase_credit',
    format_name: 'Chase credit card',
    rows_imported: 12,
    rows_refused: 0,
    rows_duplicate: 0,
    rows_skipped: 0,
    problem: null,
    notes: [],
    created_at: '2026-03-02T10:00:00Z',
    finished_at: '2026-03-02T10:00:01Z',
    ...facts,
  }
}

export function statementDetail(facts: Partial<StatementDetail> = {}): StatementDetail {
  return {
    ...statement(facts),
    header: [],
    cards: [],
    currency: 'USD',
    answers: {},
    choices: null,
    errors: [],
    ...facts,
  }
}

export function transaction(facts: Partial<Transaction> = {}): Transaction {
  return {
    id: 1,
    statement: 's1',
    line: 2,
    date: '2026-02-19',
    description: 'SQ *BLUE BOTTLE COFFEE 0042 SF',
    merchant: 'Blue Bottle Coffee',
    category: 'eating_out',
    kind: 'purchase',
    amount: '4.75',
    currency: 'USD',
    card: 'Chase credit card',
    note: '',
    excluded: false,
    ...facts,
  }
}

export function category(facts: Partial<Category> = {}): Category {
  return {
    key: 'eating_out',
    name: '',
    color: 'orange',
    archived: false,
    count: 3,
    spent: [{ currency: 'USD', spend: '42.50' }],
    ...facts,
  }
}

export function rule(facts: Partial<CategoryRule> = {}): CategoryRule {
  return {
    id: 7,
    text: 'Lantern',
    match: 'contains',
    amount_min: null,
    amount_max: null,
    category: 'shopping',
    created_at: '2026-03-02T10:00:00Z',
    ...facts,
  }
}

export function spending(facts: Partial<Spending> = {}): Spending {
  return {
    currency: 'USD',
    currencies: [{ currency: 'USD', first: '2026-01-03', last: '2026-02-19', count: 3 }],
    first_month: '2025-03',
    last_month: '2026-02',
    step: 'month',
    spend: '1520.33',
    count: 3,
    over_time: [
      { start: '2026-01-01', spend: '1515.58', count: 2, year_before: null },
      { start: '2026-02-01', spend: '4.75', count: 1, year_before: null },
    ],
    stacks: [
      { key: 'travel', spend: ['1515.58', '0.00'], count: [2, 0] },
      { key: '', spend: ['0.00', '4.75'], count: [0, 1] },
    ],
    cash_flow: null,
    by_category: [
      { key: 'travel', spend: '1515.58', count: 2 },
      { key: '', spend: '4.75', count: 1 },
    ],
    by_merchant: [
      { key: 'Acme Air', spend: '1515.58', count: 2 },
      { key: 'Blue Bottle Coffee', spend: '4.75', count: 1 },
    ],
    merchants: 2,
    by_card: [{ key: 'Chase credit card', spend: '1520.33', count: 3 }],
    by_account: [],
    latest_month: {
      month: '2026-02',
      spend: '4.75',
      through: null,
      average: '1515.58',
      average_through: '1515.58',
      months: 1,
    },
    ...facts,
  }
}

export function bankAccount(facts: Partial<BankAccount> = {}): BankAccount {
  return {
    id: 7,
    name: 'Visa',
    currency: 'USD',
    files: 2,
    transactions: 24,
    last_import: '2026-03-02T10:00:01Z',
    balance: '1204.50',
    balance_currency: 'USD',
    balance_date: '2026-03-01',
    ...facts,
  }
}

export function recurring(facts: Partial<Recurring> = {}): Recurring {
  return {
    merchant: 'Streambox',
    category: 'entertainment',
    card: 'Chase credit card',
    every: 'month',
    amount: '15.99',
    yearly: '191.88',
    first: '2025-03-05',
    last: '2026-02-05',
    next: '2026-03-05',
    count: 12,
    ...facts,
  }
}

export function rejectedRow(facts: Partial<RejectedRow> = {}): RejectedRow {
  return {
    line: 7,
    code: 'bad_date',
    message: '31 February is no date.',
    cells: ['02/31/2026', '02/31/2026', 'BLUE BOTTLE', 'Food and drink, restaurants', '-4.75'],
    readable: { description: 'BLUE BOTTLE', amount: '4.75', currency: 'USD' },
    ...facts,
  }
}

/** A row as an option previews it. */
export function previewRow(facts: Partial<PreviewRow> = {}): PreviewRow {
  return {
    date: '2026-02-01',
    description: 'BLUE BOTTLE',
    amount: '4.75',
    currency: 'USD',
    ...facts,
  }
}

export function dateOrderQuestion(): Question {
  const option = (value: string, date: string) => ({
    value,
    label: value,
    preview: [previewRow({ date })],
  })
  return {
    field: 'date_order',
    code: 'ambiguous_date',
    message: '01/02/2026 can be read with the day first or with the month first.',
    options: [option('day_first', '2026-02-01'), option('month_first', '2026-01-02')],
    words: [],
    meanings: [],
  }
}

/** A statement with an open question: about its date format, or another one. */
export function undecided(...questions: Question[]): StatementDetail {
  return statementDetail({
    status: 'needs_choice',
    format: '',
    format_name: '',
    rows_imported: 0,
    header: ['Date', 'Payee', 'Amount'],
    choices: {
      header: ['Date', 'Payee', 'Amount'],
      rows: [['01/02/2026', 'BLUE BOTTLE', '4.75']],
      questions: questions.length ? questions : [dateOrderQuestion()],
    },
  })
}
