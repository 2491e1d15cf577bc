import type { Statement, StatementDetail } from '@/statements/statements'
import type { Transaction } from '@/statements/transactions'

export function statement(facts: Partial<Statement> = {}): Statement {
  return {
    id: 's1',
    filename: 'march.csv',
    size: 964,
    status: 'imported',
    format: 'chase_credit',
    format_name: 'Chase credit card',
    rows_imported: 12,
    rows_refused: 0,
    rows_skipped: 0,
    problem: null,
    created_at: '2026-03-02T10:00:00Z',
    finished_at: '2026-03-02T10:00:01Z',
    ...facts,
  }
}

export function statementDetail(facts: Partial<StatementDetail> = {}): StatementDetail {
  return { ...statement(facts), errors: [], ...facts }
}

export function transaction(facts: Partial<Transaction> = {}): Transaction {
  return {
    id: 1,
    statement: 's1',
    date: '2026-02-19',
    description: 'BLUE BOTTLE COFFEE',
    category: 'Food & Drink',
    kind: 'purchase',
    amount: '4.75',
    currency: 'USD',
    ...facts,
  }
}
