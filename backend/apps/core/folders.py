from django.core.files.storage import Storage


def erase_folder(storage: Storage, folder: str) -> None:
    """Every file in the folder, and the folder where the storage has such. None is no error."""
    try:
        _, names = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        storage.delete(f"{folder}/{name}")
    storage.delete(folder)
