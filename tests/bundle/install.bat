@echo off
rem Only ASCII here: what is said to people is in files of UTF-8.
chcp 65001 >nul
setlocal
set "FITS=import struct, sys; sys.exit(sys.version_info[:2] != (3, 12) or struct.calcsize('P') != 8)"
py -3.12 -c "%FITS%" >nul 2>nul
if not errorlevel 1 goto launcher
python -c "%FITS%" >nul 2>nul
if not errorlevel 1 goto python
type "%~dp0no-python.txt"
goto end
:launcher
py -3.12 -I -X utf8 "%~dp0install.py"
goto end
:python
python -I -X utf8 "%~dp0install.py"
:end
pause
