# Serves one ext4 file system over NFS and SMB, mounts it back four times, and runs the suite on each mount.
share=/mnt/disk/share
mkdir -p /mnt/disk /mnt/n3 /mnt/n4 /mnt/smb /mnt/smbn
mount -t ext4 /dev/ubda /mnt/disk
mkdir -m 777 $share

modprobe -a nfsd nfsv3 nfsv4 cifs
mkdir -p /run/rpcbind /var/lib/nfs/v4recovery /var/lib/nfs/rpc_pipefs /var/lib/nfs/sm
touch /var/lib/nfs/etab /var/lib/nfs/rmtab /var/lib/nfs/state
mount -t nfsd nfsd /proc/fs/nfsd
# A server that has just started makes NFS 4 wait for clients of before.
echo 10 >/proc/fs/nfsd/nfsv4gracetime
echo 10 >/proc/fs/nfsd/nfsv4leasetime
rpcbind -w
rpc.mountd --manage-gids
rpc.statd --no-notify
exportfs -o rw,sync,no_root_squash,no_subtree_check,insecure,fsid=0 127.0.0.1:/mnt/disk
rpc.nfsd -V 4.2 4

mkdir -p /run/samba /run/smb/private /var/log/samba
cat >/run/smb/smb.conf <<X
[global]
  server role = standalone
  interfaces = 127.0.0.1/8
  bind interfaces only = yes
  smb ports = 445
  disable netbios = yes
  map to guest = bad user
  guest account = root
  lock directory = /run/smb
  state directory = /run/smb
  cache directory = /run/smb
  private dir = /run/smb/private
  pid directory = /run/smb
  log file = /run/smb/log
[share]
  path = $share
  guest ok = yes
  read only = no
  force user = root
  strict sync = yes
X
smbd -D -s /run/smb/smb.conf

# mounted COMMAND...: tries for as long as a server needs to start.
mounted() {
  for _ in $(seq 1 30); do "$@" 2>/dev/null && return 0; sleep 1; done
  echo "FAILED  $*"
}
mounted mount -t nfs -o vers=3,proto=tcp 127.0.0.1:$share /mnt/n3
mounted mount -t nfs4 -o vers=4.2,proto=tcp 127.0.0.1:/share /mnt/n4
mounted mount -t cifs -o guest,vers=3.1.1,cache=strict //127.0.0.1/share /mnt/smb
mounted mount -t cifs -o guest,vers=3.1.1,cache=strict,nobrl,nosharesock //127.0.0.1/share /mnt/smbn
until touch /mnt/n4/begun; do sleep 1; done

declare -A other=([n3]=n4 [n4]=n3 [smb]=smbn [smbn]=smb)
for mount in ${SUITE_MOUNTS//,/ }; do
  grep " /mnt/$mount " /proc/mounts | cut -c 1-160
  dotnet /suite/GrinToS3.Mounts.dll suite "$mount" "/mnt/$mount" "/mnt/${other[$mount]}" $share "$SUITE_COUNT"
done
echo "suite ended after $(cut -d' ' -f1 /proc/uptime) s"
