@echo off
chcp 65001 >nul
if not exist "%~dp0venv\Scripts\python.exe" goto missing
"%~dp0venv\Scripts\python.exe" -I -X utf8 -m docgen %*
exit /b %errorlevel%
:missing
type "%~dp0not-installed.txt"
exit /b 1
