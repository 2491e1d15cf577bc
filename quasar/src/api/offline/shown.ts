import { computed, reactive } from 'vue'

/** Times of the cached responses that the page shows, by their keys. */
export const shown = reactive(new Map<string, number>())

/** Time of the oldest of them, or undefined if all that the page shows is fresh. */
export const shownSince = computed(() => (shown.size ? Math.min(...shown.values()) : undefined))
