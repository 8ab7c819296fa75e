# Owns one private PostgreSQL server and its folder, and outlives whoever started it by a moment.
# Its standard input stays open as long as the server is wanted. When it closes, by an orderly end,
# a Ctrl-C or a kill, the server is stopped and the folder removed.
#
#   sh guard.sh FOLDER BIN SERVER-OPTION…
#
# FOLDER/password holds the password of the super-user `yinfeng`; FOLDER/log what the server says;
# FOLDER/ended appears when no server runs any more.
dir=$1 bin=$2
shift 2
cd "$dir" || exit 1

# Byte order in the C locale is also how SQLite sorts, so both engines give lists in one order.
if "$bin/initdb" -D data -U yinfeng --pwfile=password -A scram-sha-256 -E UTF8 --no-locale --no-sync >log 2>&1; then
    { "$bin/postgres" -D data "$@" >>log 2>&1; echo $? >ended; } &
else
    echo initdb >ended
fi

cat >/dev/null

until [ -e ended ]; do
    server=$(head -n 1 data/postmaster.pid 2>/dev/null) && [ -n "$server" ] && kill -INT "$server" 2>/dev/null
    sleep 0.1
done
cd / && rm -rf "$dir"
