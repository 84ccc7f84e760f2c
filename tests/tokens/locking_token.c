/* A PKCS#11 library for tests: SoftHSM2 behind a token that locks, can be pulled out, and may be an old one.
 *
 * SoftHSM2 never locks. This library counts wrong PINs in a file, tells of them by the flags that real tokens
 * set, and locks at the third. Its state lies in the folder that PHIEUXA_TEST_TOKEN names:
 *   wrong    as many bytes as wrong PINs in a row; a right PIN empties it, unless the token is locked
 *   logins   a byte for each PIN that was given at all
 *   gone     when it exists the token is out: nothing answers any more
 *   sudden   when it exists the token goes out at the first signature or decryption
 *   old      when it exists the token signs nothing but what was hashed already (CKM_RSA_PKCS)
 * PHIEUXA_TEST_SOFTHSM names the library behind it.
 */
#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef unsigned long rv_t;
typedef unsigned long ulong_t;
typedef struct { unsigned char major, minor; void *call[68]; } functions_t;
typedef struct { char label[32], maker[32], model[16], serial[16]; ulong_t flags; char rest[256]; } token_t;
typedef struct { ulong_t kind; void *parameter; ulong_t length; } mechanism_t;

enum { GET_FUNCTION_LIST = 3, GET_SLOT_LIST = 4, GET_TOKEN_INFO = 6, GET_MECHANISM_LIST = 7, OPEN_SESSION = 12,
       LOGIN = 18, FIND_OBJECTS_INIT = 26, DECRYPT_INIT = 33, SIGN_INIT = 42 };
enum { OK = 0, DEVICE_REMOVED = 0x32, MECHANISM_INVALID = 0x70, PIN_INCORRECT = 0xA0, PIN_LOCKED = 0xA4,
       TOKEN_NOT_PRESENT = 0xE0, GENERAL_ERROR = 5 };
enum { COUNT_LOW = 0x10000, FINAL_TRY = 0x20000, LOCKED = 0x40000, USER = 1, MOST = 3, RSA_PKCS = 1 };

static functions_t ours, *theirs;

static const char *path(const char *name) {
    static char written[4096];
    const char *folder = getenv("PHIEUXA_TEST_TOKEN");
    snprintf(written, sizeof written, "%s/%s", folder ? folder : ".", name);
    return written;
}

static int there(const char *name) { struct stat found; return stat(path(name), &found) == 0; }

static long count(const char *name) {
    struct stat found;
    return stat(path(name), &found) == 0 ? (long)found.st_size : 0;
}

static void add(const char *name) {
    FILE *file = fopen(path(name), "a");
    if (file) { fputc('x', file); fclose(file); }
}

#define CALL(number, ...) ((rv_t(*)(__VA_ARGS__))theirs->call[number])

static rv_t get_slot_list(unsigned char present, ulong_t *slots, ulong_t *number) {
    if (present && there("gone")) { *number = 0; return OK; }
    return CALL(GET_SLOT_LIST, unsigned char, ulong_t *, ulong_t *)(present, slots, number);
}

static rv_t get_token_info(ulong_t slot, token_t *info) {
    if (there("gone")) return TOKEN_NOT_PRESENT;
    rv_t answer = CALL(GET_TOKEN_INFO, ulong_t, token_t *)(slot, info);
    if (answer != OK) return answer;
    long wrong = count("wrong");
    info->flags &= ~(ulong_t)(COUNT_LOW | FINAL_TRY | LOCKED);
    if (wrong > 0) info->flags |= COUNT_LOW;
    if (wrong == MOST - 1) info->flags |= FINAL_TRY;
    if (wrong >= MOST) info->flags |= LOCKED;
    return OK;
}

static rv_t get_mechanism_list(ulong_t slot, ulong_t *kinds, ulong_t *number) {
    rv_t answer = CALL(GET_MECHANISM_LIST, ulong_t, ulong_t *, ulong_t *)(slot, kinds, number);
    if (answer != OK || !kinds || !there("old")) return answer;
    ulong_t kept = 0;
    for (ulong_t one = 0; one < *number; one++)
        if (kinds[one] < 0x40 || kinds[one] > 0x46) kinds[kept++] = kinds[one]; /* CKM_SHA..._RSA_PKCS... */
    *number = kept;
    return OK;
}

static rv_t open_session(ulong_t slot, ulong_t flags, void *told, void *tell, ulong_t *session) {
    if (there("gone")) return TOKEN_NOT_PRESENT;
    return CALL(OPEN_SESSION, ulong_t, ulong_t, void *, void *, ulong_t *)(slot, flags, told, tell, session);
}

static rv_t login(ulong_t session, ulong_t who, unsigned char *pin, ulong_t length) {
    if (there("gone")) return DEVICE_REMOVED;
    if (who != USER) return CALL(LOGIN, ulong_t, ulong_t, unsigned char *, ulong_t)(session, who, pin, length);
    add("logins");
    if (count("wrong") >= MOST) return PIN_LOCKED;
    rv_t answer = CALL(LOGIN, ulong_t, ulong_t, unsigned char *, ulong_t)(session, who, pin, length);
    if (answer == OK) unlink(path("wrong"));
    if (answer == PIN_INCORRECT) {
        add("wrong");
        if (count("wrong") >= MOST) return PIN_LOCKED;
    }
    return answer;
}

static rv_t find_objects_init(ulong_t session, void *wanted, ulong_t number) {
    if (there("gone")) return DEVICE_REMOVED;
    return CALL(FIND_OBJECTS_INIT, ulong_t, void *, ulong_t)(session, wanted, number);
}

static rv_t begin(int what, ulong_t session, mechanism_t *mechanism, ulong_t key) {
    if (there("sudden")) add("gone");
    if (there("gone")) return DEVICE_REMOVED;
    if (there("old") && mechanism && mechanism->kind >= 0x40 && mechanism->kind <= 0x46) return MECHANISM_INVALID;
    return CALL(what, ulong_t, mechanism_t *, ulong_t)(session, mechanism, key);
}

static rv_t sign_init(ulong_t session, mechanism_t *mechanism, ulong_t key) {
    return begin(SIGN_INIT, session, mechanism, key);
}

static rv_t decrypt_init(ulong_t session, mechanism_t *mechanism, ulong_t key) {
    return begin(DECRYPT_INIT, session, mechanism, key);
}

rv_t C_GetFunctionList(functions_t **list) {
    if (!theirs) {
        const char *name = getenv("PHIEUXA_TEST_SOFTHSM");
        void *library = name ? dlopen(name, RTLD_NOW | RTLD_LOCAL) : NULL;
        rv_t (*ask)(functions_t **) = library ? (rv_t(*)(functions_t **))dlsym(library, "C_GetFunctionList") : NULL;
        if (!ask || ask(&theirs) != OK) return GENERAL_ERROR;
        ours = *theirs;
        ours.call[GET_FUNCTION_LIST] = (void *)C_GetFunctionList;
        ours.call[GET_SLOT_LIST] = (void *)get_slot_list;
        ours.call[GET_TOKEN_INFO] = (void *)get_token_info;
        ours.call[GET_MECHANISM_LIST] = (void *)get_mechanism_list;
        ours.call[OPEN_SESSION] = (void *)open_session;
        ours.call[LOGIN] = (void *)login;
        ours.call[FIND_OBJECTS_INIT] = (void *)find_objects_init;
        ours.call[SIGN_INIT] = (void *)sign_init;
        ours.call[DECRYPT_INIT] = (void *)decrypt_init;
    }
    *list = &ours;
    return OK;
}
