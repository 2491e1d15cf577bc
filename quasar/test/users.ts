import type { Grant, User } from '@/api/access'

export function user(facts: Partial<User> = {}): User {
  return {
    id: 1,
    email: 'alice@example.com',
    handle: 'alice',
    is_staff: false,
    has_password: true,
    second_factor: false,
    deletion_due_at: null,
    language: '',
    theme: '',
    currency: '',
    region: '',
    ...facts,
  }
}

export function grant(facts: Partial<User> = {}, access = 'token'): Grant {
  return { access, user: user(facts) }
}
