#!/usr/bin/env bash
# Makes sure that programs from the system are there: installs Debian's packages where root or sudo allows it,
# else prints the one line to run and stops. Usage: system_packages.sh chromium poppler-utils postgres java
set -euo pipefail

missing=()
for wanted in "$@"; do
    case "$wanted" in
        chromium) command -v chromium >/dev/null || missing+=(chromium fonts-dejavu-core) ;;
        poppler-utils) command -v pdftotext >/dev/null || missing+=(poppler-utils) ;;
        postgres) command -v postgres >/dev/null || ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || missing+=(postgresql) ;;
        java) command -v java >/dev/null || missing+=(openjdk-17-jre-headless) ;;
        *) echo "system_packages.sh does not know \"$wanted\"." >&2; exit 2 ;;
    esac
done
[ ${#missing[@]} -eq 0 ] && exit 0

install="apt-get install --yes --no-install-recommends ${missing[*]}"
if ! command -v apt-get >/dev/null; then
    echo "The tests need these programs: ${missing[*]}. Install them with your system's packages and run this again." >&2
    exit 1
elif [ "$(id -u)" -eq 0 ]; then
    as_root=()
elif sudo -n true 2>/dev/null; then
    as_root=(sudo -n)
else
    echo "The tests need programs from Debian's packages. Run this once, then again what you ran:" >&2
    echo "    sudo apt-get update && sudo $install" >&2
    exit 1
fi
echo "installing ${missing[*]} from Debian's packages"
"${as_root[@]}" apt-get update -qq </dev/null
DEBIAN_FRONTEND=noninteractive "${as_root[@]}" $install -qq </dev/null >/dev/null
