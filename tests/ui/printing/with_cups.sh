#!/bin/sh
# Runs a command beside a CUPS of its own: one queue "reception" that writes what it is sent to a file.
# Nothing of the computer's own printing is touched. Ends with 77 (skipped) where cupsd is not installed.
set -eu

command -v cupsd >/dev/null 2>&1 || PATH="$PATH:/usr/sbin"
if ! command -v cupsd >/dev/null 2>&1 || ! command -v lpadmin >/dev/null 2>&1; then
    echo "cupsd is not installed: skipped"
    exit 77
fi

folder=$(mktemp -d)
cupsd_pid=
trap 'kill "$cupsd_pid" 2>/dev/null && wait "$cupsd_pid" 2>/dev/null; rm -rf "$folder"' EXIT
for part in spool/tmp cache state root bin/backend bin/filter; do mkdir -p "$folder/$part"; done
chmod 755 "$folder"
chmod -R 777 "$folder/spool" "$folder/cache" "$folder/state" "$folder/root"
chmod -R 755 "$folder/bin"

# The printer: writes the bytes it is given.
paper="$folder/paper.pdf"
cat > "$folder/bin/backend/paper" <<BACKEND
#!/bin/sh
[ \$# -eq 0 ] && { echo 'direct paper:/ "Paper" "Paper"'; exit 0; }
cat "\${6:--}" > "$paper.part" && mv "$paper.part" "$paper"
BACKEND
chmod 700 "$folder/bin/backend/paper"
ln -s /usr/lib/cups/daemon "$folder/bin/daemon"

cat > "$folder/cupsd.conf" <<CONF
Listen $folder/cups.sock
LogLevel warn
DefaultAuthType None
WebInterface No
Browsing No
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
CONF
cat > "$folder/cups-files.conf" <<CONF
FileDevice Yes
ServerBin $folder/bin
ServerRoot $folder/root
StateDir $folder/state
CacheDir $folder/cache
RequestRoot $folder/spool
TempDir $folder/spool/tmp
AccessLog $folder/access_log
ErrorLog $folder/error_log
PageLog $folder/page_log
CONF

cupsd -f -c "$folder/cupsd.conf" -s "$folder/cups-files.conf" &
cupsd_pid=$!
export CUPS_SERVER="$folder/cups.sock"
for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    [ -S "$CUPS_SERVER" ] && break
    sleep 0.25
done

# "raw": the queue passes the bytes on as they are.
lpadmin -p reception -D Reception -v paper:/ -m raw -E 2>"$folder/lpadmin.log" || {
    cat "$folder/lpadmin.log"
    exit 1
}
cupsaccept reception
cupsenable reception
export DERMIS_CUPS_PAPER="$paper"
"$@" || { status=$?; grep -v "Filter" "$folder/error_log"; exit "$status"; }
