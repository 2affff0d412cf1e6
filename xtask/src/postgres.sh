# Keeps one PostgreSQL in a temporary folder for as long as standard input stays open.
# Whoever started this may end in any way, also killed: the pipe then closes, the server stops and the folder goes.
# Arguments: the folder of PostgreSQL's programs, a free port of the loopback address, the folder for temporary files.
programs=$1 port=$2 temporary=$3

trap '' HUP INT
trap 'exit 1' TERM
folder=$(mktemp -d "$temporary/hagukumi-postgres.XXXXXX") || exit 1
stop() {
  "$programs/pg_ctl" --pgdata="$folder/data" --mode=immediate --silent --wait stop >/dev/null 2>&1
  rm -rf "$folder"
}
trap stop EXIT

# Nothing here outlives the tests, so nothing needs to reach the disk. Trust holds for this cluster alone.
settings="-p $port -k $folder -c listen_addresses=127.0.0.1 -c max_connections=200 -c max_locks_per_transaction=256
  -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c autovacuum=off"

if "$programs/initdb" --pgdata="$folder/data" --username=hagukumi --auth=trust --encoding=UTF8 --locale=C --no-sync \
    >"$folder/log" 2>&1 &&
  "$programs/pg_ctl" --pgdata="$folder/data" --log="$folder/log" --options="$settings" --timeout=60 --silent --wait start \
    >>"$folder/log" 2>&1
then
  echo ready
  read -r _
else
  cat "$folder/log"
fi
