#ifndef C_FAULTY_DISK_H
#define C_FAULTY_DISK_H

/// A disk for SQLite whose faults a test chooses: a VFS over the default one.
///
/// It knows of each file what was synced, and what was only written since. When its power is cut,
/// everything fails from then on; `faulty_disk_restore` leaves in the files what was synced, and of
/// the rest what chance says, sector by sector.
typedef struct faulty_disk faulty_disk;

enum faulty_disk_operation { FAULTY_DISK_WRITE, FAULTY_DISK_SYNC };

/// Registers a disk under a name, which must live as long as it; NULL where there is no memory.
faulty_disk *faulty_disk_create(const char *name);

/// Takes the disk away; all its files must be closed.
void faulty_disk_destroy(faulty_disk *disk);

/// Lets the next operations of a kind fail with a result code of SQLite; all of them where `times` is
/// negative.
void faulty_disk_fail(
    faulty_disk *disk, enum faulty_disk_operation operation, int code, long times
);

/// Syncs say that they have synced, and have not.
void faulty_disk_lie(faulty_disk *disk);

/// Cuts the power after so many more writes and syncs.
void faulty_disk_cut_after(faulty_disk *disk, long operations);

/// How many files are open on it.
int faulty_disk_open_files(faulty_disk *disk);

/// Whether the power has been cut.
int faulty_disk_is_cut(faulty_disk *disk);

/// Leaves in all files what has survived; they must be closed. Not 0: a file could not be written.
int faulty_disk_restore(faulty_disk *disk, unsigned long long seed);

#endif
