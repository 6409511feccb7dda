#!/usr/bin/env bash
# A real S3 server for tests: Ceph's monitor, one store and the gateway, on 127.0.0.1 only, in a folder that may be deleted afterwards.
# usage: radosgw.sh FOLDER GATEWAY_PORT MONITOR_PORT ACCESS_KEY SECRET_KEY STORE BYTES
# STORE is memstore (in memory) or bluestore (in a file in the folder), for so many BYTES.
# Prints "ready" when it answers; ends, with all that it started, when its standard input is closed.
set -u
dir=$1 port=$2 monitor=$3 access=$4 secret=$5 store=$6 bytes=$7
mkdir -p "$dir"/{mon,osd,run,rgw}
cd "$dir" || exit 1
fsid=$(cat /proc/sys/kernel/random/uuid)
export CEPH_CONF=$dir/ceph.conf

# The two paxos settings make it start in 2 s instead of 13; tcp_nodelay makes a call take 3 ms instead of 45.
cat > "$CEPH_CONF" <<X
[global]
fsid = $fsid
mon_initial_members = a
mon_host = v2:127.0.0.1:$monitor
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
auth_cluster_required = cephx
auth_service_required = cephx
auth_client_required = cephx
keyring = $dir/keyring
auth_allow_insecure_global_id_reclaim = false
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 4
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
osd_max_object_name_len = 2048
osd_objectstore = $store
memstore_device_bytes = $bytes
bluestore_block_size = $bytes
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 1000
mon_tick_interval = 1
paxos_propose_interval = 0.05
paxos_min_wait = 0.01
ms_initial_backoff = 0.05
run_dir = $dir/run
admin_socket = $dir/run/\$name.asok
pid_file = $dir/run/\$name.pid
log_file = $dir/\$name.log
mon_data = $dir/mon
osd_data = $dir/osd
[client.rgw]
rgw_frontends = beast endpoint=127.0.0.1:$port tcp_nodelay=1
rgw_dns_name = localhost
rgw_enable_usage_log = false
rgw_thread_pool_size = 64
rgw_data = $dir/rgw
X

started=()
trap 'kill -9 "${started[@]}" 2>/dev/null' EXIT
fail() { echo "failed: $1"; tail -n 5 "$dir"/*.log; exit 1; }

ceph-authtool --create-keyring keyring --gen-key -n mon. --cap mon 'allow *' >/dev/null || fail keyring
ceph-authtool keyring --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' --cap mgr 'allow *' >/dev/null || fail keyring
monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$monitor]" monmap >/dev/null || fail "monitor's map"
ceph-mon --mkfs -i a --monmap monmap --keyring keyring || fail "monitor's files"
ceph-mon -f -i a >mon.out 2>&1 & started+=($!)
timeout 60 ceph mon stat >/dev/null || fail monitor
uuid=$(cat /proc/sys/kernel/random/uuid)
osd=$(ceph osd new "$uuid") || fail "new store"
ceph auth get-or-create "osd.$osd" mon 'allow profile osd' osd 'allow *' mgr 'allow profile osd' >>keyring || fail "store's key"
ceph auth get-or-create client.rgw mon 'allow rw' osd 'allow rwx' >>keyring || fail "gateway's key"
ceph-osd -i "$osd" --mkfs --osd-uuid "$uuid" >osd.out 2>&1 || fail "store's files"
ceph-osd -f -i "$osd" >>osd.out 2>&1 & started+=($!)
timeout 60 bash -c 'until ceph osd stat 2>/dev/null | grep -q "1 up"; do sleep 0.1; done' || fail store
radosgw -f -n client.rgw --log-file "$dir/rgw.log" >rgw.out 2>&1 & started+=($!)
timeout 60 bash -c "until (exec 3<>/dev/tcp/127.0.0.1/$port) 2>/dev/null; do sleep 0.1; done" || fail gateway
radosgw-admin user create --uid=test --display-name=test --access-key="$access" --secret="$secret" --log-file "$dir/admin.log" >/dev/null 2>admin.out || fail user
echo ready
cat >/dev/null
