; The installer for Windows: for one person, without an administrator, without a network.
;   makensis -INPUTCHARSET UTF8 -DFOLDER=... -DOUT=... -DVERSION=... installer.nsi
; Silent: phieuxa-setup.exe /S [/D=C:\folder]. Exit codes: 0 done, 2 this Windows cannot run it, 3 the program is open,
; 4 the self-test found program files missing or changed, 5 the data could not be copied first: nothing was installed.
;   -DTARGET=amd64-unicode: the same for wine64, which runs no 32-bit program. What offices get is x86: only a 32-bit
;   installer can tell a 32-bit Windows in words that it cannot run the program.
!ifndef TARGET
  !define TARGET x86-unicode
!endif
Target ${TARGET}
Unicode true
!if ${TARGET} == x86-unicode
  SetCompressor /SOLID lzma
!else
  SetCompressor zlib
!endif
RequestExecutionLevel user
Name "Phiếu Xã ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\PhieuXa"
InstallDirRegKey HKCU "Software\PhieuXa" "Folder"
BrandingText "Phiếu Xã ${VERSION}"
ManifestSupportedOS Win10
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Phiếu Xã"
VIAddVersionKey "FileDescription" "Phiếu Xã"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "Apache-2.0"

!include MUI2.nsh
!include WinVer.nsh
!include x64.nsh
!include FileFunc.nsh

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define UNINSTALL "Software\Microsoft\Windows\CurrentVersion\Uninstall\PhieuXa"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\phieuxa.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "Vietnamese"
!insertmacro MUI_LANGUAGE "English"

LangString TOO_OLD ${LANG_VIETNAMESE} "Phiếu Xã cần Windows 10 (64 bit). Máy này không chạy được; xin dùng biểu Excel trống mà cấp trên gửi kèm."
LangString TOO_OLD ${LANG_ENGLISH} "Phiếu Xã needs Windows 10 (64 bit). This PC cannot run it; please use the empty Excel form that the office above sends along."
LangString IS_OPEN ${LANG_VIETNAMESE} "Phiếu Xã đang mở. Xin đóng chương trình rồi cài lại; số liệu không bị ảnh hưởng."
LangString IS_OPEN ${LANG_ENGLISH} "Phiếu Xã is open. Please close it, then install again; your data are not touched."
LangString DAMAGED ${LANG_VIETNAMESE} "Có tệp chương trình thiếu hoặc bị đổi (có thể do phần mềm diệt virus). Danh sách ở: $INSTDIR\selftest.txt"
LangString DAMAGED ${LANG_ENGLISH} "Program files are missing or changed (perhaps by the antivirus). They are listed in: $INSTDIR\selftest.txt"
LangString NO_COPY ${LANG_VIETNAMESE} "Chưa sao lưu được số liệu trước khi cài (ổ đĩa đầy hoặc hỏng?). Cài đặt không đụng tới số liệu. Vẫn cài tiếp?"
LangString NO_COPY ${LANG_ENGLISH} "The data could not be copied first (is the disk full or failing?). Installing does not touch the data. Install all the same?"
LangString COPYING ${LANG_VIETNAMESE} "Đang sao lưu số liệu của đơn vị..."
LangString COPYING ${LANG_ENGLISH} "Copying the office's data..."
LangString KEPT ${LANG_VIETNAMESE} "Số liệu của đơn vị vẫn còn nguyên trong thư mục dữ liệu."
LangString KEPT ${LANG_ENGLISH} "The office's data stay untouched in the data folder."

!macro refuse code text
  SetErrorLevel ${code}
  MessageBox MB_ICONSTOP "${text}" /SD IDOK
  Quit
!macroend

Function InVietnamese
  ; Offices work in Vietnamese, also on a Windows in English; /ENGLISH shows the other language.
  StrCpy $LANGUAGE ${LANG_VIETNAMESE}
  ${GetParameters} $0
  ClearErrors
  ${GetOptions} $0 "/ENGLISH" $1
  IfErrors +2
  StrCpy $LANGUAGE ${LANG_ENGLISH}
FunctionEnd

Function un.onInit
  StrCpy $LANGUAGE ${LANG_VIETNAMESE}
FunctionEnd

Function .onInit
  Call InVietnamese
  !if ${TARGET} == x86-unicode
    ${IfNot} ${RunningX64}
      !insertmacro refuse 2 "$(TOO_OLD)"
    ${EndIf}
  !endif
  ${IfNot} ${AtLeastWin10}
    !insertmacro refuse 2 "$(TOO_OLD)"
  ${EndIf}
FunctionEnd

Function RefuseOpen
  ; A program that runs cannot be replaced: asked by opening its launcher, which waits for it, for writing.
  IfFileExists "$INSTDIR\phieuxa.exe" 0 free
  ClearErrors
  FileOpen $0 "$INSTDIR\phieuxa.exe" a
  IfErrors 0 closed
  !insertmacro refuse 3 "$(IS_OPEN)"
  closed:
  FileClose $0
  free:
FunctionEnd

Function CopyData
  ; The older program copies the data of every office of this account and checks the copies. One that does not know
  ; the command (exit code 2) is from before there were copies: its data stay where they are, untouched.
  IfFileExists "$INSTDIR\phieuxa.exe" 0 copied
  DetailPrint "$(COPYING)"
  ClearErrors
  ExecWait '"$INSTDIR\phieuxa.exe" copies make --all' $0
  IfErrors 0 +2
  StrCpy $0 1
  ${If} $0 != 0
  ${AndIf} $0 != 2
    SetErrorLevel 5
    MessageBox MB_YESNO|MB_ICONEXCLAMATION|MB_DEFBUTTON2 "$(NO_COPY)" /SD IDNO IDYES copied
    Quit
  ${EndIf}
  copied:
  SetErrorLevel 0
FunctionEnd

Section
  Call RefuseOpen
  Call CopyData
  ; The version comes beside what is there and gets its name when it is whole; the file `current` comes last.
  RMDir /r "$INSTDIR\_internal" ; of a program without versions
  RMDir /r "$INSTDIR\versions\${VERSION}.unfinished"
  SetOutPath "$INSTDIR\versions\${VERSION}.unfinished"
  File /r "${FOLDER}/versions/${VERSION}/*"
  SetOutPath "$INSTDIR"
  RMDir /r "$INSTDIR\versions\${VERSION}"
  Rename "$INSTDIR\versions\${VERSION}.unfinished" "$INSTDIR\versions\${VERSION}"
  File "${FOLDER}/phieuxa.exe"
  File "${FOLDER}/phieuxa-console.exe"
  File "${FOLDER}/SHA256SUMS"
  File "${FOLDER}/current"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$DESKTOP\Phiếu Xã.lnk" "$INSTDIR\phieuxa.exe"
  CreateShortcut "$SMPROGRAMS\Phiếu Xã.lnk" "$INSTDIR\phieuxa.exe"
  WriteRegStr HKCU "Software\PhieuXa" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayName" "Phiếu Xã ${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${UNINSTALL}" "DisplayIcon" "$INSTDIR\phieuxa.exe"
  WriteRegStr HKCU "${UNINSTALL}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegDWORD HKCU "${UNINSTALL}" "NoModify" 1
  WriteRegDWORD HKCU "${UNINSTALL}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${UNINSTALL}" "EstimatedSize" $0
  ExecWait '"$INSTDIR\phieuxa.exe" --selftest --report "$INSTDIR\selftest.txt"' $0
  ${If} $0 != 0
    SetErrorLevel 4
    MessageBox MB_ICONEXCLAMATION "$(DAMAGED)" /SD IDOK
  ${EndIf}
SectionEnd

Section Uninstall
  RMDir /r "$INSTDIR\versions"
  Delete "$INSTDIR\current"
  Delete "$INSTDIR\phieuxa.exe"
  Delete "$INSTDIR\phieuxa-console.exe"
  Delete "$INSTDIR\SHA256SUMS"
  Delete "$INSTDIR\selftest.txt"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR" ; only where nothing of the office lies in it
  Delete "$DESKTOP\Phiếu Xã.lnk"
  Delete "$SMPROGRAMS\Phiếu Xã.lnk"
  DeleteRegKey HKCU "${UNINSTALL}"
  DeleteRegKey HKCU "Software\PhieuXa"
  DetailPrint "$(KEPT)"
SectionEnd
