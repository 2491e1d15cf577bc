import { shallowRef } from 'vue'

/** Files that the operating system opened with a native application, not yet uploaded. */
export const openedFiles = shallowRef<File[]>([])

export function openFile(file: File) {
  openedFiles.value = [...openedFiles.value, file]
}

/** Return the files and empty the list. */
export function takeOpenedFiles(): File[] {
  const files = openedFiles.value
  openedFiles.value = []
  return files
}
