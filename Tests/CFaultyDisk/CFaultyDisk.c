#include "CFaultyDisk.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/// Disks lose or keep bytes by the sector.
enum { SECTOR = 512 };

/// A write, or a new size where there are no bytes, that has not been synced.
typedef struct change {
    struct change *next;
    sqlite3_int64 offset;
    int count;
    unsigned char bytes[];
} change;

/// What is known of a file, however often it is open.
typedef struct image {
    struct image *next;
    char *path;
    unsigned char *synced;
    sqlite3_int64 size;
    change *first;
    change **last;
} image;

struct faulty_disk {
    sqlite3_vfs vfs;
    sqlite3_vfs *real;
    pthread_mutex_t mutex;
    image *images;
    int failure[2];
    long failures_left[2];
    int lies;
    int is_cut;
    long operations_left;
    int open_files;
};

typedef struct {
    sqlite3_file base;
    faulty_disk *disk;
    image *image;
    sqlite3_file *real;
} file;

static void abort_without_memory(const void *memory) {
    if (!memory) abort();
}

// Images

static void make_room(image *image, sqlite3_int64 size) {
    if (size <= image->size) return;
    image->synced = realloc(image->synced, (size_t)size);
    abort_without_memory(image->synced);
    memset(image->synced + image->size, 0, (size_t)(size - image->size));
    image->size = size;
}

static void apply(image *image, const change *change, unsigned long long *chance) {
    if (change->count == 0) {
        make_room(image, change->offset);
        image->size = change->offset;
        return;
    }
    for (int start = 0; start < change->count; start += SECTOR) {
        int count = change->count - start < SECTOR ? change->count - start : SECTOR;
        if (chance) {
            *chance = *chance * 6364136223846793005ULL + 1442695040888963407ULL;
            if (*chance >> 63) continue;
        }
        make_room(image, change->offset + start + count);
        memcpy(image->synced + change->offset + start, change->bytes + start, (size_t)count);
    }
}

static void settle(image *image, unsigned long long *chance) {
    for (change *change = image->first, *next; change; change = next) {
        next = change->next;
        apply(image, change, chance);
        free(change);
    }
    image->first = NULL;
    image->last = &image->first;
}

static void note(image *image, const void *bytes, int count, sqlite3_int64 offset) {
    change *added = malloc(sizeof(change) + (size_t)count);
    abort_without_memory(added);
    added->next = NULL;
    added->offset = offset;
    added->count = count;
    if (count) memcpy(added->bytes, bytes, (size_t)count);
    *image->last = added;
    image->last = &added->next;
}

static void read_whole(image *image) {
    int descriptor = open(image->path, O_RDONLY | O_CLOEXEC);
    struct stat status;
    if (descriptor < 0) return;
    if (fstat(descriptor, &status) == 0) {
        make_room(image, status.st_size);
        if (pread(descriptor, image->synced, (size_t)status.st_size, 0) != status.st_size) abort();
    }
    close(descriptor);
}

static image *image_of(faulty_disk *disk, const char *path) {
    for (image *found = disk->images; found; found = found->next)
        if (strcmp(found->path, path) == 0) return found;
    image *made = calloc(1, sizeof(image));
    abort_without_memory(made);
    made->path = strdup(path);
    abort_without_memory(made->path);
    made->last = &made->first;
    read_whole(made);
    made->next = disk->images;
    disk->images = made;
    return made;
}

/// Forgets one file, or all of them.
static void forget(faulty_disk *disk, const char *path) {
    for (image **place = &disk->images; *place;) {
        image *found = *place;
        if (path && strcmp(found->path, path) != 0) {
            place = &found->next;
            continue;
        }
        *place = found->next;
        settle(found, NULL);
        free(found->synced);
        free(found->path);
        free(found);
    }
}

// Faults

/// What an operation comes to, with the mutex held.
static int fate(faulty_disk *disk, enum faulty_disk_operation operation) {
    if (!disk->is_cut && disk->operations_left > 0 && --disk->operations_left == 0)
        disk->is_cut = 1;
    if (disk->is_cut) return SQLITE_IOERR;
    if (disk->failures_left[operation] == 0) return SQLITE_OK;
    if (disk->failures_left[operation] > 0) disk->failures_left[operation]--;
    return disk->failure[operation];
}

// Files

static int file_close(sqlite3_file *base) {
    file *self = (file *)base;
    int result = self->real->pMethods->xClose(self->real);
    pthread_mutex_lock(&self->disk->mutex);
    self->disk->open_files--;
    pthread_mutex_unlock(&self->disk->mutex);
    return result;
}

static int file_read(sqlite3_file *base, void *bytes, int count, sqlite3_int64 offset) {
    file *self = (file *)base;
    return self->real->pMethods->xRead(self->real, bytes, count, offset);
}

static int file_write(sqlite3_file *base, const void *bytes, int count, sqlite3_int64 offset) {
    file *self = (file *)base;
    pthread_mutex_lock(&self->disk->mutex);
    int result = fate(self->disk, FAULTY_DISK_WRITE);
    if (result == SQLITE_OK) {
        note(self->image, bytes, count, offset);
        result = self->real->pMethods->xWrite(self->real, bytes, count, offset);
    }
    pthread_mutex_unlock(&self->disk->mutex);
    return result;
}

static int file_truncate(sqlite3_file *base, sqlite3_int64 size) {
    file *self = (file *)base;
    pthread_mutex_lock(&self->disk->mutex);
    int result = fate(self->disk, FAULTY_DISK_WRITE);
    if (result == SQLITE_OK) {
        note(self->image, NULL, 0, size);
        result = self->real->pMethods->xTruncate(self->real, size);
    }
    pthread_mutex_unlock(&self->disk->mutex);
    return result;
}

static int file_sync(sqlite3_file *base, int flags) {
    file *self = (file *)base;
    (void)flags;
    pthread_mutex_lock(&self->disk->mutex);
    int result = fate(self->disk, FAULTY_DISK_SYNC);
    // What the system keeps in memory is as good as synced, for whoever looks on.
    if (result == SQLITE_OK && !self->disk->lies) settle(self->image, NULL);
    pthread_mutex_unlock(&self->disk->mutex);
    return result == SQLITE_IOERR ? SQLITE_IOERR_FSYNC : result;
}

static int file_size(sqlite3_file *base, sqlite3_int64 *size) {
    file *self = (file *)base;
    return self->real->pMethods->xFileSize(self->real, size);
}

static int file_lock(sqlite3_file *base, int level) {
    file *self = (file *)base;
    return self->real->pMethods->xLock(self->real, level);
}

static int file_unlock(sqlite3_file *base, int level) {
    file *self = (file *)base;
    return self->real->pMethods->xUnlock(self->real, level);
}

static int file_check_lock(sqlite3_file *base, int *result) {
    file *self = (file *)base;
    return self->real->pMethods->xCheckReservedLock(self->real, result);
}

static int file_control(sqlite3_file *base, int operation, void *argument) {
    file *self = (file *)base;
    return self->real->pMethods->xFileControl(self->real, operation, argument);
}

static int file_sector_size(sqlite3_file *base) {
    (void)base;
    return SECTOR;
}

/// Nothing that would let SQLite do without a sync.
static int file_characteristics(sqlite3_file *base) {
    (void)base;
    return 0;
}

static int file_map(sqlite3_file *base, int page, int size, int extend, void volatile **memory) {
    file *self = (file *)base;
    return self->real->pMethods->xShmMap(self->real, page, size, extend, memory);
}

static int file_shared_lock(sqlite3_file *base, int offset, int count, int flags) {
    file *self = (file *)base;
    return self->real->pMethods->xShmLock(self->real, offset, count, flags);
}

static void file_barrier(sqlite3_file *base) {
    file *self = (file *)base;
    self->real->pMethods->xShmBarrier(self->real);
}

static int file_unmap(sqlite3_file *base, int removes) {
    file *self = (file *)base;
    return self->real->pMethods->xShmUnmap(self->real, removes);
}

static const sqlite3_io_methods methods = {
    .iVersion = 2,
    .xClose = file_close,
    .xRead = file_read,
    .xWrite = file_write,
    .xTruncate = file_truncate,
    .xSync = file_sync,
    .xFileSize = file_size,
    .xLock = file_lock,
    .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_lock,
    .xFileControl = file_control,
    .xSectorSize = file_sector_size,
    .xDeviceCharacteristics = file_characteristics,
    .xShmMap = file_map,
    .xShmLock = file_shared_lock,
    .xShmBarrier = file_barrier,
    .xShmUnmap = file_unmap,
};

// The VFS

static int disk_open(
    sqlite3_vfs *vfs, const char *name, sqlite3_file *base, int flags, int *flags_out
) {
    faulty_disk *disk = (faulty_disk *)vfs;
    file *self = (file *)base;
    const int watched = SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL;
    // What SQLite keeps beside for itself survives nothing anyway.
    if (!name || !(flags & watched)) return disk->real->xOpen(disk->real, name, base, flags, flags_out);
    self->real = (sqlite3_file *)(self + 1);
    self->base.pMethods = NULL;
    int result = disk->real->xOpen(disk->real, name, self->real, flags, flags_out);
    if (result != SQLITE_OK) return result;
    pthread_mutex_lock(&disk->mutex);
    self->disk = disk;
    self->image = image_of(disk, name);
    disk->open_files++;
    pthread_mutex_unlock(&disk->mutex);
    self->base.pMethods = &methods;
    return SQLITE_OK;
}

static int disk_delete(sqlite3_vfs *vfs, const char *name, int sync) {
    faulty_disk *disk = (faulty_disk *)vfs;
    pthread_mutex_lock(&disk->mutex);
    int result = disk->is_cut ? SQLITE_IOERR : disk->real->xDelete(disk->real, name, sync);
    if (result == SQLITE_OK) forget(disk, name);
    pthread_mutex_unlock(&disk->mutex);
    return result;
}

faulty_disk *faulty_disk_create(const char *name) {
    faulty_disk *disk = calloc(1, sizeof(faulty_disk));
    if (!disk) return NULL;
    disk->real = sqlite3_vfs_find(NULL);
    disk->vfs = *disk->real;
    disk->vfs.szOsFile = (int)sizeof(file) + disk->real->szOsFile;
    disk->vfs.zName = name;
    disk->vfs.pNext = NULL;
    disk->vfs.xOpen = disk_open;
    disk->vfs.xDelete = disk_delete;
    pthread_mutex_init(&disk->mutex, NULL);
    sqlite3_vfs_register(&disk->vfs, 0);
    return disk;
}

void faulty_disk_destroy(faulty_disk *disk) {
    sqlite3_vfs_unregister(&disk->vfs);
    forget(disk, NULL);
    pthread_mutex_destroy(&disk->mutex);
    free(disk);
}

void faulty_disk_fail(
    faulty_disk *disk, enum faulty_disk_operation operation, int code, long times
) {
    pthread_mutex_lock(&disk->mutex);
    disk->failure[operation] = code;
    disk->failures_left[operation] = times;
    pthread_mutex_unlock(&disk->mutex);
}

void faulty_disk_lie(faulty_disk *disk) {
    pthread_mutex_lock(&disk->mutex);
    disk->lies = 1;
    pthread_mutex_unlock(&disk->mutex);
}

void faulty_disk_cut_after(faulty_disk *disk, long operations) {
    pthread_mutex_lock(&disk->mutex);
    disk->operations_left = operations;
    pthread_mutex_unlock(&disk->mutex);
}

int faulty_disk_open_files(faulty_disk *disk) {
    pthread_mutex_lock(&disk->mutex);
    int count = disk->open_files;
    pthread_mutex_unlock(&disk->mutex);
    return count;
}

int faulty_disk_is_cut(faulty_disk *disk) {
    pthread_mutex_lock(&disk->mutex);
    int is_cut = disk->is_cut;
    pthread_mutex_unlock(&disk->mutex);
    return is_cut;
}

int faulty_disk_restore(faulty_disk *disk, unsigned long long seed) {
    int result = 0;
    pthread_mutex_lock(&disk->mutex);
    for (image *image = disk->images; image; image = image->next) {
        settle(image, &seed);
        int descriptor = open(image->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        if (descriptor < 0 || pwrite(descriptor, image->synced, (size_t)image->size, 0) != image->size)
            result = 1;
        if (descriptor >= 0) close(descriptor);
    }
    pthread_mutex_unlock(&disk->mutex);
    return result;
}
