@echo off
rem Starts the workbench, or the command line when arguments are given: foresight --help
rem Finds a JDK, builds what is missing or older than its sources, then hands over to Java.
rem
rem   FORESIGHT_JAVA_HOME  the JDK to use instead of the first suitable one
rem   FORESIGHT_JAVA_OPTS  further flags for the JVM, such as -Xmx8g
rem
rem Exits with 3 where no JDK is found or the build fails; else with what the program answers (docs\command-line.md).
setlocal EnableExtensions DisableDelayedExpansion
set "HERE=%~dp0"
set "HERE=%HERE:~0,-1%"
set "PRODUCT=%HERE%\app\target\foresight"
set "STAMP=%PRODUCT%\built"
set "JDK="

if not defined FORESIGHT_JAVA_HOME goto search
call :consider "%FORESIGHT_JAVA_HOME%"
if defined JDK goto found
echo foresight: FORESIGHT_JAVA_HOME is "%FORESIGHT_JAVA_HOME%", which holds no JDK 25 or newer: correct it or unset it. 1>&2
exit /b 3

:search
if defined JAVA_HOME call :consider "%JAVA_HOME%"
for /f "delims=" %%J in ('where java.exe 2^>nul') do call :consider "%%~dpJ.."
for %%P in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%LocalAppData%\Programs\Eclipse Adoptium" "%UserProfile%\.jdks" "%UserProfile%\scoop\apps") do (
    for /d %%D in ("%%~P\*") do call :consider "%%~D"
)
if defined JDK goto found
echo foresight: no JDK 25 or newer was found: install one (for example Temurin from https://adoptium.net) or set FORESIGHT_JAVA_HOME to it. 1>&2
exit /b 3

:found
call :isBuilt
if errorlevel 1 call :build
if errorlevel 1 exit /b 3
"%JDK%\bin\java.exe" "@%PRODUCT%\java.args" "-Djava.util.logging.config.file=%PRODUCT%\logging.properties" "-Dforesight.samples=%HERE%\sample-projects" %FORESIGHT_JAVA_OPTS% -cp "%PRODUCT%\foresight.jar" dev.foresight.app.Main %*
exit /b %errorlevel%

rem Sets JDK to the folder %1 where none was found before and it holds a JDK that is new enough.
:consider
if defined JDK exit /b 0
if not exist "%~f1\bin\javac.exe" exit /b 0
if not exist "%~f1\release" exit /b 0
set "VERSION=0"
rem A line of the file reads JAVA_VERSION="25.0.3": what stands between the first quote and the first dot counts.
for /f usebackq^ tokens^=2^ delims^=^" %%V in (`findstr /b "JAVA_VERSION=" "%~f1\release"`) do for /f "delims=.-+" %%N in ("%%V") do set "VERSION=%%N"
if %VERSION% GEQ 25 set "JDK=%~f1"
exit /b 0

rem Succeeds where nothing that goes into the product is newer than the last build.
:isBuilt
if not exist "%STAMP%" exit /b 1
if not exist "%PRODUCT%\foresight.jar" exit /b 1
powershell -NoProfile -NonInteractive -Command "$built = (Get-Item -LiteralPath $env:STAMP).LastWriteTimeUtc; $parts = 'pom.xml', 'engine\pom.xml', 'plots\pom.xml', 'app\pom.xml', 'engine\src\main', 'plots\src\main', 'app\src\main' | ForEach-Object { Join-Path $env:HERE $_ }; $newer = @(Get-Item -LiteralPath $parts) + @(Get-ChildItem -LiteralPath $parts -Recurse) | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1; if ($newer) { exit 1 } else { exit 0 }"
exit /b %errorlevel%

:build
echo Building Foresight 1>&2
if not exist "%UserProfile%\.m2\repository\org\nd4j\nd4j-native" echo The first build downloads about 300 MB of libraries from Maven Central; later ones download nothing. 1>&2
if not exist "%HERE%\target" mkdir "%HERE%\target"
type nul > "%HERE%\target\build-begun"
if errorlevel 1 (
    echo foresight: cannot write below "%HERE%\target", where the build goes: make the folder writable. 1>&2
    exit /b 1
)
set "CALLER_JAVA_HOME=%JAVA_HOME%"
set "JAVA_HOME=%JDK%"
pushd "%HERE%"
set "COMMIT=unknown"
for /f %%c in ('git rev-parse HEAD 2^>nul') do set "COMMIT=%%c"
call mvnw.cmd -B -ntp -pl app -am package -Dmaven.test.skip=true "-Dforesight.commit=%COMMIT%" 1>&2
set "RESULT=%errorlevel%"
popd
set "JAVA_HOME=%CALLER_JAVA_HOME%"
if not "%RESULT%"=="0" (
    echo foresight: the build failed; what Maven says about it stands above. 1>&2
    exit /b 1
)
move /y "%HERE%\target\build-begun" "%STAMP%" >nul
exit /b 0
