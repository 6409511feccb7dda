#!/bin/bash
# The first process of the guest.
export PATH="$SUITE_DOTNET:/usr/sbin:/usr/bin:/sbin:/bin" HOME=/root DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
mount -t proc proc /proc
mount -t sysfs sys /sys
for folder in /tmp /run /mnt /var/lib/nfs /var/log; do mount -t tmpfs tmp "$folder"; done
ip link set lo up
bash /suite/guest.sh 2>&1
sync
echo o >/proc/sysrq-trigger
sleep 10
