from django.core.files.storage import Storage


def erase_folder(storage: Storage, folder: str) -> None:
    """Delete the folder with its files, if it exists."""
    try:
        _, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        storage.delete(f"{folder}/{name}")
    storage.delete(folder)
