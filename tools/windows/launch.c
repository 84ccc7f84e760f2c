/* Starts `python.exe -m desktop_app` of its own folder with its own arguments and gives back its exit code.
   Without CONSOLE: pythonw.exe, and a refusal in words where this Windows cannot run it. */
#include <windows.h>
#include <wchar.h>

static int start(const wchar_t *args)
{
    static wchar_t dir[MAX_PATH], line[32768];
    STARTUPINFOW si = {sizeof si};
    PROCESS_INFORMATION pi;
    DWORD code = 1;

    GetModuleFileNameW(NULL, dir, MAX_PATH);
    wchar_t *end = wcsrchr(dir, L'\\');
    if (end)
        *end = 0;
#ifdef CONSOLE
    _snwprintf(line, 32767, L"\"%ls\\python.exe\" -m desktop_app %ls", dir, args);
#else
    _snwprintf(line, 32767, L"\"%ls\\pythonw.exe\" -m desktop_app %ls", dir, args);
#endif
    if (!CreateProcessW(NULL, line, NULL, NULL, TRUE, 0, NULL, NULL, &si, &pi)) {
        MessageBoxW(NULL,
                    L"Không khởi động được Phiếu Xã: tệp chương trình thiếu hoặc bị chặn. Xin cài lại, "
                    L"hoặc dùng biểu Excel trống mà cấp trên gửi kèm.",
                    L"Phiếu Xã", MB_ICONERROR);
        return 1;
    }
    WaitForSingleObject(pi.hProcess, INFINITE);
    GetExitCodeProcess(pi.hProcess, &code);
    return (int)code;
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

#ifdef CONSOLE
int wmain(void) { return start(arguments()); }
#else
int WINAPI wWinMain(HINSTANCE h, HINSTANCE p, PWSTR a, int show)
{
    (void)h, (void)p, (void)a, (void)show;
    return start(arguments());
}
#endif
