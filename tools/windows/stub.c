/* A program of a few lines in a version's folder, to try the launcher with (tests/launching.py says what it does):
   notes its version in ..\..\ran, takes the first line of the file `does` and acts on it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <windows.h>

static void current(const char *version, const char *other, const char *state)
{
    FILE *file = fopen("..\\..\\current", "wb");
    fprintf(file, "%s\n%s\n%s\n", version, other, state);
    fclose(file);
}

int main(void)
{
    static wchar_t here[32768];
    char name[64] = "", does[64] = "", rest[256] = "", other[64] = "-", skipped[64];
    GetModuleFileNameW(NULL, here, 32767);
    *wcsrchr(here, L'\\') = 0;
    SetCurrentDirectoryW(here);
    snprintf(name, sizeof name, "%ls", wcsrchr(here, L'\\') + 1);
    FILE *ran = fopen("..\\..\\ran", "a");
    fprintf(ran, "%s\n", name);
    fclose(ran);
    FILE *script = fopen("does", "rb");
    if (!fgets(does, sizeof does, script))
        return 99;
    rest[fread(rest, 1, sizeof rest - 1, script)] = 0;
    fclose(script);
    script = fopen("does", "wb");
    fputs(rest, script);
    fclose(script);
    does[strcspn(does, "\n")] = 0;
    FILE *before = fopen("..\\..\\current", "rb");
    if (before) {
        if (fgets(skipped, sizeof skipped, before) && fgets(other, sizeof other, before))
            other[strcspn(other, "\n")] = 0;
        fclose(before);
    }
    if (!strcmp(does, "window")) {
        current(name, other, "whole");
        return 0;
    }
    return atoi(does);
}
