import type { Page } from '@/api/cursor-list'
import { http } from '@/api/http'
import type { components } from '@/api/rest'

export type CategoryRule = components['schemas']['CategoryRule']

export async function fetchCategories(): Promise<string[]> {
  return (await http.get<string[]>('/api/categories/')).data
}

export async function fetchRules(cursor: string | undefined): Promise<Page<CategoryRule>> {
  return (await http.get<Page<CategoryRule>>('/api/category-rules/', { params: { cursor } })).data
}

/** From now on merchants with this text are of this category. */
export async function keepRule(text: string, category: string): Promise<CategoryRule> {
  return (await http.post<CategoryRule>('/api/category-rules/', { text, category })).data
}

/** To the transactions that are there already; how many it changed. */
export async function applyRule({ id }: Pick<CategoryRule, 'id'>): Promise<number> {
  return (await http.post<{ changed: number }>(`/api/category-rules/${id}/apply/`)).data.changed
}

export async function deleteRule({ id }: Pick<CategoryRule, 'id'>): Promise<void> {
  await http.delete(`/api/category-rules/${id}/`)
}
