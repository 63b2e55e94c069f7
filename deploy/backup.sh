#!/bin/sh
# A copy of the embedded database while it is in use; keeps thirty. For cron: 0 3 * * * /opt/siim94-itsm/backup.sh
set -eu
data=${1:-/var/lib/siim94-itsm}
to=${2:-/var/backups/siim94-itsm}
mkdir -p "$to"
/opt/siim94-itsm/Siim94.ITSM backup --data "$data" --to "$to/itsm-$(date +%Y-%m-%d-%H%M).db"
ls -1t "$to"/itsm-*.db | tail -n +31 | xargs -r rm --
