/* phieuxa.exe of an installed folder: starts the version that the file `current` names, and goes back to the older one
   where the first start of a newer one never reached its window (docs/updates.md). With CONSOLE: for scripts.

       phieuxa.exe, phieuxa-console.exe      this program; an update never replaces it
       current                               three lines: version, the other one or -, whole | new | started | failed
       versions\0.1.0\                       phieuxa.exe as frozen, or python.exe as its makers signed it

   tools/linux/phieuxa is the same in the shell: what one does the other does, too. */
#include <windows.h>
#include <stdio.h>
#include <string.h>
#include <wchar.h>

#define LONGEST 32768
#define NAME 32

typedef struct {
    char version[NAME], other[NAME], state[NAME];
} Current;

static wchar_t root[LONGEST];
static wchar_t path[LONGEST], half[LONGEST], line[LONGEST]; /* used at once, kept nowhere */

static const wchar_t *in_root(wchar_t *made, const wchar_t *name)
{
    _snwprintf(made, LONGEST - 1, L"%ls\\%ls", root, name);
    return made;
}

static const wchar_t *program(const char *version, const wchar_t *name)
{
    _snwprintf(path, LONGEST - 1, L"%ls\\versions\\%hs\\%ls", root, version, name);
    return path;
}

static int is_file(const wchar_t *name)
{
    DWORD told = GetFileAttributesW(name);
    return told != INVALID_FILE_ATTRIBUTES && !(told & FILE_ATTRIBUTE_DIRECTORY);
}

static int numbers(const char *text, int found[4]) /* "1.20.3": 2 to 4 numbers of at most 4 digits */
{
    int count = 0, digits = 0;
    memset(found, 0, 4 * sizeof *found);
    for (;; text++) {
        if (*text >= '0' && *text <= '9' && digits < 4 && count < 4) {
            found[count] = found[count] * 10 + *text - '0';
            digits++;
        } else if ((*text == '.' || !*text) && digits) {
            count++;
            digits = 0;
            if (!*text)
                return count >= 2;
        } else {
            return 0;
        }
    }
}

static int starts(const char *version)
{
    int found[4];
    return numbers(version, found) &&
           (is_file(program(version, L"phieuxa.exe")) || is_file(program(version, L"pythonw.exe")));
}

static int one_line(const char **text, char *into)
{
    size_t length = strcspn(*text, "\n");
    if (!(*text)[length] || length >= NAME)
        return 0;
    memcpy(into, *text, length);
    into[length] = 0;
    *text += length + 1;
    return 1;
}

static int read_current(Current *current)
{
    char text[128];
    const char *rest = text;
    DWORD size = 0;
    int found[4];
    HANDLE file = CreateFileW(in_root(path, L"current"), GENERIC_READ,
                              FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, NULL, OPEN_EXISTING, 0, NULL);
    if (file == INVALID_HANDLE_VALUE)
        return 0;
    if (!ReadFile(file, text, sizeof text - 1, &size, NULL))
        size = 0;
    CloseHandle(file);
    text[size] = 0;
    return one_line(&rest, current->version) && one_line(&rest, current->other) && one_line(&rest, current->state) &&
           !*rest && numbers(current->version, found) &&
           (!strcmp(current->other, "-") || numbers(current->other, found)) &&
           (!strcmp(current->state, "whole") || !strcmp(current->state, "new") || !strcmp(current->state, "started") ||
            !strcmp(current->state, "failed"));
}

static void write_current(const Current *current) /* whole or not at all */
{
    char text[128];
    DWORD size = (DWORD)_snprintf(text, sizeof text, "%s\n%s\n%s\n", current->version, current->other, current->state);
    DWORD written = 0;
    HANDLE file =
        CreateFileW(in_root(half, L"current.unfinished"), GENERIC_WRITE, 0, NULL, CREATE_ALWAYS, 0, NULL);
    if (file == INVALID_HANDLE_VALUE)
        return;
    int done = WriteFile(file, text, size, &written, NULL) && written == size && FlushFileBuffers(file);
    CloseHandle(file);
    if (done)
        MoveFileExW(half, in_root(path, L"current"), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH);
}

static void newest(Current *current) /* where `current` is missing or makes no sense: the newest that is here */
{
    WIN32_FIND_DATAW found;
    int best[4] = {-1, 0, 0, 0}, here[4];
    HANDLE search = FindFirstFileW(in_root(line, L"versions\\*"), &found);
    strcpy(current->version, "");
    strcpy(current->other, "-");
    strcpy(current->state, "whole");
    if (search == INVALID_HANDLE_VALUE)
        return;
    do {
        char name[NAME];
        if (wcslen(found.cFileName) >= NAME)
            continue;
        for (size_t at = 0; at <= wcslen(found.cFileName); at++)
            name[at] = found.cFileName[at] < 128 ? (char)found.cFileName[at] : '?';
        if (!numbers(name, here) || !starts(name))
            continue;
        for (int at = 0; at < 4; at++) {
            if (here[at] == best[at])
                continue;
            if (here[at] > best[at]) {
                memcpy(best, here, sizeof best);
                strcpy(current->version, name);
            }
            break;
        }
    } while (FindNextFileW(search, &found));
    FindClose(search);
}

static void look(Current *current)
{
    if (!read_current(current) || (!starts(current->version) && !starts(current->other)))
        newest(current);
    else if (!starts(current->version))
        strcpy(current->version, current->other);
}

static int go_back(Current *current) /* the first start of a new version did not reach its window */
{
    char failed[NAME];
    if (!starts(current->other))
        return 0;
    strcpy(failed, current->version);
    strcpy(current->version, current->other);
    strcpy(current->other, failed);
    strcpy(current->state, "failed");
    write_current(current);
    return 1;
}

static DWORD run(const char *version, const wchar_t *arguments)
{
    STARTUPINFOW start = {.cb = sizeof start};
    PROCESS_INFORMATION process;
    DWORD code = 1;
#ifdef CONSOLE
    const wchar_t *frozen = L"phieuxa-console.exe", *python = L"python.exe";
#else
    const wchar_t *frozen = L"phieuxa.exe", *python = L"pythonw.exe";
#endif
    if (is_file(program(version, python)))
        _snwprintf(line, LONGEST - 1, L"\"%ls\" -m desktop_app %ls", program(version, python), arguments);
    else
        _snwprintf(line, LONGEST - 1, L"\"%ls\" %ls", program(version, frozen), arguments);
    if (!*version || !CreateProcessW(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &process)) {
        static const wchar_t told[] =
            L"Không khởi động được Phiếu Xã: tệp chương trình thiếu hoặc bị chặn. Xin cài lại, "
            L"hoặc dùng biểu Excel trống mà cấp trên gửi kèm.";
#ifdef CONSOLE
        fwprintf(stderr, L"%ls\n", told);
#else
        MessageBoxW(NULL, told, L"Phiếu Xã", MB_ICONERROR);
#endif
        return 1;
    }
    WaitForSingleObject(process.hProcess, INFINITE);
    GetExitCodeProcess(process.hProcess, &code);
    CloseHandle(process.hThread);
    CloseHandle(process.hProcess);
    return code;
}

static const wchar_t *arguments(void)
{
    const wchar_t *rest = GetCommandLineW();
    int quoted = 0;
    while (*rest && (quoted || (*rest != L' ' && *rest != L'\t'))) {
        if (*rest == L'"')
            quoted = !quoted;
        rest++;
    }
    while (*rest == L' ' || *rest == L'\t')
        rest++;
    return rest;
}

static int launch(int window)
{
    const wchar_t *given = arguments();
    HANDLE first = INVALID_HANDLE_VALUE; /* held by the one that tries a new version; freed when it dies */
    Current current;

    GetModuleFileNameW(NULL, root, LONGEST - 1);
    wchar_t *end = wcsrchr(root, L'\\');
    if (end)
        *end = 0;
    if (*given && wcsncmp(given, L"--home", 6))
        window = 0; /* a command says nothing about the window */
    for (;;) {
        int trying = 0;
        look(&current);
        if (window && (!strcmp(current.state, "new") || !strcmp(current.state, "started"))) {
            if (first == INVALID_HANDLE_VALUE)
                first = CreateFileW(in_root(path, L"starting"), GENERIC_WRITE, 0, NULL, OPEN_ALWAYS,
                                    FILE_FLAG_DELETE_ON_CLOSE, NULL);
            if (first != INVALID_HANDLE_VALUE) {
                trying = strcmp(current.state, "started") || !go_back(&current);
                if (trying) {
                    strcpy(current.state, "started");
                    write_current(&current);
                }
            }
        }
        DWORD code = run(current.version, given);
        if (trying && code) {
            Current now;
            if (read_current(&now) && !strcmp(now.state, "started") && !strcmp(now.version, current.version) &&
                go_back(&now))
                continue;
        }
        return (int)code;
    }
}

#ifdef CONSOLE
int wmain(void) { return launch(0); }
#else
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, PWSTR given, int show)
{
    (void)instance, (void)before, (void)given, (void)show;
    return launch(1);
}
#endif
