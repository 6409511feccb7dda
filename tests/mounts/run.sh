#!/usr/bin/env bash
# Proves the lock of progress files on real mounts: NFS 3, NFS 4.2, SMB 3.1.1 as it comes and with nobrl, served and mounted inside a
# user-mode Linux guest. tests/mounts/run.sh [COUNT] [MOUNT...] proves each thing on COUNT files (20), on the mounts n3 n4 smb smbn.
# MOUNTS_NO_BUILD=1 takes what was built last. Needs root on Debian; writes nothing outside of a private copy of the file system.
# Ends with: N passed, N failed, N skipped.
set -u
cd "$(dirname "$0")/../.."
count=${1:-20}
shift || true
mounts=${*:-n3 n4 smb smbn}

skip() {
  echo "skipped: $1"
  echo "0 passed, 0 failed, 1 skipped"
  exit 0
}

[ "$(uname -s)" = Linux ] && [ "$(uname -m)" = x86_64 ] || skip "user-mode Linux needs Linux on x86-64"
[ "$(id -u)" = 0 ] || skip "mounting needs root"
command -v apt-get >/dev/null || skip "user-mode Linux comes from Debian's packages, and there is no apt-get"
packages="user-mode-linux nfs-kernel-server nfs-common samba cifs-utils kmod iproute2 e2fsprogs"
if ! dpkg-query -W -f '${Status}\n' $packages 2>/dev/null | grep -c '^install ok installed' | grep -qx "$(wc -w <<<"$packages")"; then
  { apt-get -o DPkg::Lock::Timeout=600 update && DEBIAN_FRONTEND=noninteractive \
    apt-get -o DPkg::Lock::Timeout=600 install -y --no-install-recommends $packages; } >/tmp/mounts-apt.log 2>&1 ||
    skip "the packages cannot be installed: $(tail -n 1 /tmp/mounts-apt.log)"
fi

[ -n "${MOUNTS_NO_BUILD:-}" ] || dotnet build tests/GrinToS3.Mounts -v q --nologo || { echo "0 passed, 1 failed, 0 skipped"; exit 1; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/root" "$work/private" "$work/suite"
cp -r tests/GrinToS3.Mounts/bin/Debug/net10.0/. "$work/suite/"
cp tests/mounts/init.sh tests/mounts/guest.sh "$work/suite/"
truncate -s 1G "$work/suite/disk.img"
mkfs.ext4 -q -F "$work/suite/disk.img"
dotnet=$(dirname "$(readlink -f "$(command -v dotnet)")")

# The guest sees this machine's files through hostfs and may write to them: it gets a copy of its own, in memory.
unshare --mount --propagation private bash -s "$work" "$dotnet" "$count" "$mounts" <<'INNER' | tee "$work/log"
set -e
work=$1 dotnet=$2 count=$3 mounts=$4
mount -t tmpfs -o size=4G private "$work/private"
mkdir "$work/private/upper" "$work/private/work"
mount -t overlay -o "lowerdir=/,upperdir=$work/private/upper,workdir=$work/private/work" root "$work/root"
mount --bind /dev "$work/root/dev"
mount -t proc proc "$work/root/proc"
mount -t tmpfs -o size=6G shm "$work/root/dev/shm"
mkdir -p "$work/root/lib/modules" "$work/root/suite"
ln -sfn /usr/lib/uml/modules/* "$work/root/lib/modules/"
mv "$work"/suite/* "$work/root/suite/"
exec chroot "$work/root" env TMPDIR=/dev/shm linux.uml mem=3072M ubd0=/suite/disk.img rootfstype=hostfs rw \
  init=/suite/init.sh con=null con0=fd:0,fd:1 quiet \
  "SUITE_DOTNET=$dotnet" "SUITE_COUNT=$count" "SUITE_MOUNTS=${mounts// /,}" </dev/null
INNER

passed=$(grep -c '^ok ' "$work/log")
failed=$(grep -c '^FAILED ' "$work/log")
grep -q '^suite ended' "$work/log" || { echo "FAILED  the guest did not come to its end"; failed=$((failed + 1)); }
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" -eq 0 ]
