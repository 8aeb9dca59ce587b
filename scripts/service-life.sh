#!/usr/bin/env bash
# The service of runner/ from its installation to its removal, under a real systemd that is started for it in namespaces of its own: nothing of this machine's
# changes. Outside CI: needs root, debootstrap, the Debian archive, the small models (npm run setup -- --models) and cgroups of version 1 or mixed ones. Three minutes.
#   sudo scripts/service-life.sh [FOLDER]      where its root file system is made, and kept for the next time
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
folder=${1:-/var/tmp/bioreview-service-life}
root=$folder/root
models=${BIOREVIEW_MODELS:-${XDG_CACHE_HOME:-$HOME/.cache}/bioreview/models}
cgroup=bioreview-service-life-$$
init=
mkdir -p "$folder"

if [[ ! -e $root/.whole || ! -e $root/usr/share/doc/libpam-systemd ]]; then
  rm -rf "$root"
  debootstrap --variant=minbase --include=systemd,dbus,libpam-systemd,curl,libstdc++6 bookworm "$root" https://deb.debian.org/debian >"$folder/debootstrap.log"
  touch "$root/.whole"
fi
install -m 0755 "$(readlink -f "$(command -v node)")" "$root/usr/bin/node"
rm -rf "$root"/opt/* "$root/etc/systemd/system/"bioreview-* "$root/etc/sysusers.d" "$root/var/lib/bioreview"
mkdir -p "$root/var/lib/bioreview/models"
cp -rL "$models/minilm" "$models/smollm2-135m-instruct" "$root/var/lib/bioreview/models/"
chmod -R a+rX "$root/var/lib/bioreview"
# Three programs: the installed one, a newer one, and one that cannot serve.
for name in bioreview newer broken; do
  mkdir -p "$root/opt/$name/runner"
  cp -r "$here/runner/dist" "$here/runner/package.json" "$root/opt/$name/runner/"
  chmod -R a+rX "$root/opt/$name"
  chmod 0755 "$root/opt/$name/runner/dist/bioreview-runner.js"
done
cp -r "$here/runner/node_modules" "$root/opt/bioreview/runner/"
ln -s ../../bioreview/runner/node_modules "$root/opt/newer/runner/node_modules"
mkdir "$root/opt/broken/runner/node_modules"
for package in "$root"/opt/bioreview/runner/node_modules/*; do
  [[ $package == */node-llama-cpp ]] || ln -s "../../../bioreview/runner/node_modules/${package##*/}" "$root/opt/broken/runner/node_modules/"
done
for user in alice bob mallory; do
  grep -q "^$user:" "$root/etc/passwd" || chroot "$root" useradd "$user"
done

cat >"$folder/boot.sh" <<BOOT
mount --make-rprivate /
mount --bind $root $root
cd $root
mount -t proc proc proc
mount -t sysfs sysfs sys
mount -t tmpfs tmpfs sys/fs/cgroup
for one in systemd cpu memory pids devices; do
  mkdir sys/fs/cgroup/\$one
  mount -t cgroup -o \$([ \$one = systemd ] && echo none,name=systemd || echo \$one) cgroup sys/fs/cgroup/\$one
done
mkdir sys/fs/cgroup/unified
mount -t cgroup2 cgroup2 sys/fs/cgroup/unified
mount -t tmpfs -o mode=755 tmpfs dev
mkdir dev/pts dev/shm
mount -t tmpfs tmpfs dev/shm
ln -s pts/ptmx dev/ptmx
for node in "null 1 3" "zero 1 5" "full 1 7" "random 1 8" "urandom 1 9" "tty 5 0"; do set -- \$node; mknod -m 666 dev/\$1 c \$2 \$3; done
mount -t tmpfs -o mode=755 tmpfs run
exec env -i container=docker PATH=/usr/sbin:/usr/bin:/sbin:/bin chroot . /lib/systemd/systemd --system --unit=multi-user.target --show-status=no
BOOT
clean_up() {
  [[ -z $init ]] || kill -9 "$init" 2>/dev/null || true
  sleep 1
  for tree in /sys/fs/cgroup/*/"$cgroup"; do find "$tree" -depth -type d -exec rmdir {} \; 2>/dev/null || true; done
}
trap clean_up EXIT
(
  for tree in /sys/fs/cgroup/*/; do
    mkdir -p "$tree/$cgroup"
    echo $BASHPID >"$tree/$cgroup/cgroup.procs" 2>/dev/null || true
  done
  exec unshare --fork --pid --mount --uts --ipc --cgroup --kill-child bash "$folder/boot.sh" >"$folder/systemd.log" 2>&1
) &
outer=$!
for _ in $(seq 100); do
  init=$(pgrep -P "$outer" -f 'systemd --system' || true)
  [[ -z $init ]] || break
  sleep 0.1
done
[[ -n $init ]] || { cat "$folder/systemd.log"; exit 1; }
inside() { nsenter -t "$init" -m -p -u -i -C --root="/proc/$init/root" --wdns=/ /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root USER=root "$@"; }
for _ in $(seq 100); do
  [[ $(inside systemctl is-system-running 2>/dev/null || true) != running ]] || break
  sleep 0.2
done

unit=bioreview-runner-smoke.service
socket=/run/bioreview/smoke.sock
runner=/opt/bioreview/runner/dist/bioreview-runner.js
failed=0
expect() { # what, wanted, found
  if [[ $3 == "$2" ]]; then
    echo "ok    $1"
  else
    echo "FAIL  $1: wanted $2, found $3"
    sed 's/^/      /' "$folder/last.log"
    failed=1
  fi
}
code() { "$@" >"$folder/last.log" 2>&1 && echo 0 || echo $?; }
pid() { inside systemctl show "$unit" -p MainPID --value; }
asks() { inside setpriv --reuid "$1" --regid "$1" --init-groups curl -s -o /dev/null -w '%{http_code}' --unix-socket $socket http://l/v1/models || true; }
program() { inside grep -o '/opt/[a-z]*/' "/etc/systemd/system/$unit" | head -1; }

install=(inside $runner install --profile smoke --context 2048 --threads 1)
expect "it is installed, and serves" 0 "$(code "${install[@]}")"
first=$(pid)
expect "a second installation leaves it alone" "0 $first" "$(code "${install[@]}") $(pid)"
inside usermod -aG bioreview alice
inside usermod -aG bioreview bob
expect "two members of the group may ask it, a third user may not" "200 200 000" "$(asks alice) $(asks bob) $(asks mallory)"
expect "it answers" 1 "$(inside curl -s --unix-socket $socket http://l/v1/chat/completions -H 'content-type: application/json' \
  -d '{"model":"smollm2-135m-instruct","messages":[{"role":"user","content":"Hi"}],"max_tokens":1}' | grep -c completion_tokens)"
expect "it has no capability and no network" "0000000000000000 lo" \
  "$(inside sed -n 's/^CapBnd:\t//p' "/proc/$first/status") $(inside sed -n '3,$s/^ *\([a-z0-9]*\):.*/\1/p' "/proc/$first/net/dev")"
expect "nobody writes weights in what it sees, not even root" 1 "$(inside touch "/proc/$first/root/var/lib/bioreview/models/x" 2>&1 | grep -c 'Read-only')"
inside sh -c "kill -9 $first"
for _ in $(seq 150); do
  [[ $(code inside $runner status) != 0 ]] || break
  sleep 0.2
done
expect "killed with -9 it is back" "0 1" "$(code inside $runner status) $(inside systemctl show "$unit" -p NRestarts --value)"
expect "it is upgraded" "0 /opt/newer/" "$(code inside /opt/newer/runner/dist/bioreview-runner.js upgrade) $(program)"
expect "an upgrade that does not serve goes back" "4 /opt/newer/" "$(code inside /opt/broken/runner/dist/bioreview-runner.js upgrade) $(program)"
inside sh -c "echo Nice=5 >>/etc/systemd/system/$unit"
expect "an edited unit is not written over" 2 "$(code "${install[@]}")"
expect "it is uninstalled, and its socket is gone" "0 0" "$(code inside $runner uninstall) $(inside sh -c "ls /run/bioreview | wc -l")"
expect "without a GPU it serves without devices" "0 yes" "$(code "${install[@]}" --gpu off) $(inside systemctl show "$unit" -p PrivateDevices --value)"
expect "and is uninstalled" 0 "$(code inside $runner uninstall)"

# A user's own: the manager is started as for somebody who logs in.
inside systemctl start "user@$(inside id -u bob).service"
runtime=/run/user/$(inside id -u bob)
install -d -m 0700 "$root/home/bob"
inside chown bob:bob /home/bob
as() { inside setpriv --reuid "$1" --regid "$1" --init-groups env HOME="/home/$1" XDG_RUNTIME_DIR="$runtime" "${@:2}"; }
asks_own() { inside setpriv --reuid "$1" --regid "$1" --init-groups curl -s -o /dev/null -w '%{http_code}' --unix-socket "$own" http://l/v1/models || true; }
own=/home/bob/.cache/bioreview/run/smoke.sock
user_install=(as bob $runner install --user --profile smoke --models /var/lib/bioreview/models --context 2048 --threads 1)
expect "a user installs one of his own, and it serves" 0 "$(code "${user_install[@]}")"
expect "he may ask it, another user may not" "200 000" "$(asks_own bob) $(asks_own alice)"
expect "its status is told" 0 "$(code as bob $runner status --user --profile smoke)"
inside sh -c "kill -9 $(as bob systemctl --user show "$unit" -p MainPID --value)"
for _ in $(seq 150); do
  [[ $(code as bob $runner status --user --profile smoke) != 0 ]] || break
  sleep 0.2
done
expect "killed with -9 it is back" 1 "$(as bob systemctl --user show "$unit" -p NRestarts --value)"
expect "it is upgraded" "0 1" "$(code as bob /opt/newer/runner/dist/bioreview-runner.js upgrade --user) $(grep -c /opt/newer/ "$root/home/bob/.config/systemd/user/$unit")"
expect "and uninstalled" "0 0" "$(code as bob /opt/newer/runner/dist/bioreview-runner.js uninstall --user) $(find "$root/home/bob/.config/systemd/user" -name '*.service' | wc -l)"
exit $failed
