@echo off
rem A window in which "docgen" can be typed.
chcp 65001 >nul
set "PATH=%~dp0;%PATH%"
cd /d "%USERPROFILE%\Documents" 2>nul
cmd /k docgen
