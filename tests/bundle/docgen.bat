@echo off
chcp 65001 >nul
"%~dp0venv\Scripts\python.exe" -I -X utf8 -m docgen %*
exit /b %errorlevel%
