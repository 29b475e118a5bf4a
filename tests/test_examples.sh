#!/bin/sh
# Every example of every command's help does what it says, without a mistake; those that play do so in a terminal.
set -eu
cd "$(dirname "$0")/.."
LC_ALL=C.UTF-8
export LC_ALL
MAKEITSO=$(realpath "${MAKEITSO:-build/debug/makeitso}")
export MAKEITSO
exec python3 - <<'END'
import os, pty, re, select, struct, subprocess, sys, tempfile, threading, time
import fcntl, termios

program = os.environ["MAKEITSO"]
failed = False


def told(*topic):
    out = subprocess.run([program, "help", *topic], check=True, capture_output=True, text=True).stdout
    section = re.search(r"\nExamples\n((?:  .*\n)+)", out)
    return re.sub(r" \\\n +", " ", section.group(1)).strip().splitlines() if section else []


def in_terminal(command, key=b"Q"):
    """Its exit status once the key that leaves it was pressed, or a reason."""
    pid, fd = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm"
        os.execvp("sh", ["sh", "-c", command])
    fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen, end = b"", time.time() + 30
    while time.time() < end:
        if select.select([fd], [], [], 0.5)[0]:
            try:
                bytes_read = os.read(fd, 65536)
            except OSError:
                break
            if not bytes_read:
                break
            seen += bytes_read
        elif b"\x1b[" in seen:
            os.write(fd, key)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) if time.time() < end else "it does not end"


def drained(fd):
    """What the class paints, so that it need not wait; nothing once it is over."""
    try:
        return os.read(fd, 65536)
    except OSError:
        return b""


def beside_a_class(command):
    """The console needs a class, which runs as long as it does."""
    pid, fd = pty.fork()
    if pid == 0:
        os.environ["TERM"] = "xterm"
        os.execv(program, ["makeitso", "play", "sequential", "--class"])
    threading.Thread(target=lambda: [None for _ in iter(lambda: drained(fd), b"")], daemon=True).start()
    end = time.time() + 20
    why = in_terminal(command, b"q")
    while why == 3 and time.time() < end:
        why = in_terminal(command, b"q")
    os.write(fd, b"Q")
    os.waitpid(pid, 0)
    return why


def run(command, folder, path):
    if command == "makeitso console":
        return beside_a_class("PATH=%s:$PATH %s" % (path, command))
    if re.match(r"makeitso( play .*| --class)?$", command):
        return in_terminal("cd %s && PATH=%s:$PATH %s" % (folder, path, command))
    done = subprocess.run(["sh", "-c", command], cwd=folder, env={**os.environ, "PATH": path + ":" + os.environ["PATH"]},
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120)
    return done.returncode or done.stderr.strip()


with tempfile.TemporaryDirectory() as work:
    os.symlink(program, os.path.join(work, "makeitso"))
    folder = os.path.join(work, "folder")
    os.mkdir(folder)
    os.environ["XDG_RUNTIME_DIR"] = folder
    out = subprocess.run([program, "help"], check=True, capture_output=True, text=True).stdout
    commands = re.findall(r"^  ([a-z]+)  ", re.search(r"\nCommands\n((?:  .*\n)+)", out).group(1), re.M)
    for topic in [[]] + [[command] for command in commands]:
        examples = told(*topic)
        if not examples:
            print("not ok help %s has no examples" % " ".join(topic))
            failed = True
        for example in map(str.strip, examples):
            why = run(example, folder, work)
            print(("not ok %s: %s" if why else "ok %s%.0s") % (example, why))
            failed = failed or bool(why)
sys.exit(1 if failed else 0)
END
