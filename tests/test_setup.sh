#!/bin/sh
# src/build/setup on machines that lack everything: it names what is missing, installs it where it may, else prints the command.
# The machines are made of a PATH that holds little and stand-ins that write down how they were called.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# A machine NAME with the commands of a bare system; further stand-ins are added by the caller.
machine() {
    bin=$work/$1
    mkdir "$bin"
    for command in sh cat env find grep mkdir rm touch chmod; do ln -s "$(command -v $command)" "$bin/$command"; done
    stand_in make 'exit 0'
    stand_in true 'exit 0'
}

stand_in() {
    printf '#!/bin/sh\n%s\n' "$2" >"$bin/$1"
    chmod +x "$bin/$1"
}

setup() {
    status=0
    PATH=$bin CC=${CC_WANTED:-gcc} SETUP=${SETUP_WANTED:-} sh src/build/setup "$@" >"$work/out" 2>&1 || status=$?
}

# The status and a line that the output must have.
expect() {
    if [ "$status" = "$2" ] && grep -qF -- "$3" "$work/out"; then
        echo "ok $1"
    else
        echo "not ok $1 (status $status)"
        sed 's/^/    /' "$work/out"
        failed=1
    fi
}

# apt-get that "installs" by making the probes true: commands, and a pkg-config that knows every module.
# shellcheck disable=SC2016
apt_get='echo "apt-get $*"
case " $* " in *" install "*)
    for command in cmocka gcc ar pkg-config; do printf "#!/bin/sh\nexit 0\n" >"$BIN/$command"; chmod +x "$BIN/$command"; done ;;
esac'

machine other
setup build
expect other_system_prints_the_command 1 'sudo apt-get update && sudo apt-get install -y --no-install-recommends gcc'
setup build
expect other_system_names_the_library 1 'libcyaml-dev'
CC_WANTED=clang setup build
expect compiler_asked_for_is_the_one_that_is_named 1 'missing: clang'

machine root
stand_in id 'echo 0'
BIN=$bin
export BIN
stand_in apt-get "$apt_get"
SETUP_WANTED=no setup build
expect setup_no_installs_nothing 1 'setup: install them with:'
if [ -e "$bin/gcc" ]; then
    echo "not ok setup_no_leaves_the_machine_alone"
    failed=1
fi
setup build
expect root_installs 0 'apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends gcc'
setup build
if [ "$status" = 0 ] && [ ! -s "$work/out" ]; then
    echo "ok complete_machine_is_silent"
else
    echo "not ok complete_machine_is_silent"
    failed=1
fi

machine user
stand_in id 'echo 1000'
BIN=$bin
stand_in apt-get "$apt_get"
setup build
expect user_without_sudo_is_told_the_command 1 'sudo apt-get install -y'
stand_in sudo 'exit 1'
setup build
expect user_whose_sudo_asks_is_told_the_command 1 'sudo apt-get install -y'
# shellcheck disable=SC2016
stand_in sudo 'shift; exec "$@"'
setup build
expect user_with_sudo_installs 0 'apt-get -o DPkg::Lock::Timeout=300 install'

# The lists of packages are too old: the first try fails, the lists are fetched, the second try works.
machine stale
stand_in id 'echo 0'
BIN=$bin
stand_in apt-get "case \" \$* \" in *' update '*) touch $work/fresh ;; *) [ -e $work/fresh ] || exit 100 ;; esac
$apt_get"
setup build
expect stale_lists_are_fetched 0 'update'

# What is installed cannot be found even so.
machine broken
stand_in id 'echo 0'
stand_in apt-get 'exit 100'
setup build
expect failing_install_is_told 1 'setup: install them with:'
# What make does of it: run and test install, every other target only names what is missing.
machine runner
for command in gcc ar pkg-config; do stand_in $command 'exit 0'; done
setup build run
expect program_runs_without_what_only_some_pictures_need 0 'missing: librsvg2-bin'
rm "$bin/ar"
setup build run
expect program_does_not_run_without_what_builds_it 1 'missing: binutils librsvg2-bin'

machine packager
ln -sf "$(command -v make)" "$bin/make"
stand_in id 'echo 0'
stand_in apt-get 'echo "apt-get $*"; exit 100'
make_it() {
    status=0
    env -i PATH="$bin" make BUILD="$work/built" "$@" >"$work/out" 2>&1 || status=$?
}
for goal in run test check; do
    make_it "$goal"
    expect "make_${goal}_installs" 2 'apt-get -o DPkg::Lock::Timeout=300 install -y --no-install-recommends gcc'
    make_it "$goal" SETUP=no
    expect "make_${goal}_without_setup_names" 2 '--no-install-recommends gcc'
    ! grep -q '^apt-get' "$work/out" || { echo "not ok make_${goal}_without_setup_installs_nothing"; failed=1; }
done
for goal in all install tests bench soak valgrind coverage assets lint; do
    make_it "$goal"
    expect "make_${goal}_names" 2 '--no-install-recommends gcc'
    ! grep -q '^apt-get' "$work/out" || { echo "not ok make_${goal}_installs_nothing"; failed=1; }
done
make_it fuzz
expect "make_fuzz_names" 2 'libclang-rt-14-dev'

exit $failed
