#!/bin/sh
# The whole program: exit codes, streams, options, what happens when output cannot be written. Prints "ok …" or "not ok …" for each.
set -u

: "${MAKEITSO:?the program to test}"
here=$(pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1

failed=0
out=$folder/out
err=$folder/err

# Runs the program; what it says goes to $out and $err, its exit status to $status.
run() {
    status=0
    "$MAKEITSO" "$@" >"$out" 2>"$err" </dev/null || status=$?
}

good() {
    echo "ok $1"
}

bad() {
    echo "not ok $1"
    echo "    status $status; standard output, then standard error:"
    head -n 12 "$out" | sed 's/^/    | /'
    head -n 12 "$err" | sed 's/^/    ! /'
    failed=1
}

# expect NAME STATUS: the status of the last run.
expect() {
    if [ "$status" = "$2" ]; then good "$1"; else bad "$1: expected status $2"; fi
}

# says NAME FILE PATTERN: a line of the file has it.
says() {
    if grep -qe "$3" "$2"; then good "$1"; else bad "$1: expected \"$3\""; fi
}

# lacks NAME FILE PATTERN: no line of the file has it.
lacks() {
    if grep -qe "$3" "$2"; then bad "$1: expected no \"$3\""; else good "$1"; fi
}

# Is there something, and no line of it wider than a terminal?
fits() {
    [ -s "$out" ] && [ "$(LC_ALL=C.UTF-8 wc -L <"$out")" -le 80 ]
}

silent() {
    if [ -s "$2" ]; then bad "$1: expected nothing"; else good "$1"; fi
}

cat >one.yaml <<'END'
version: 1
bots:
  - {name: Riker, post: how to tell if i already posted today}
  - {name: Worf, post: a mail}
jobs:
  - {name: BotsJob, steps: [{post: Riker}, {post: Worf}], retry: {limit: 1, wait: 60s}}
schedule:
  - {enqueue: BotsJob}
faults:
  - {bot: Worf, before: commit, kind: error}
expect:
  - {bot: Riker, posts: 2}
  - {bot: Worf, posts: 1}
END
sed 's/Riker, posts: 2/Riker, posts: 1/' one.yaml >wrong.yaml
sed '/^expect/,$d' one.yaml >none.yaml
sed 's/before: commit/befor: commit/; s/kind: error/kind: eror/' one.yaml >bad.yaml

# --- the bare program, and help ---
run
expect "bare program exits 0" 0
says "bare program compares the story" "$out" 'fan-out'
says "bare program says that there is no terminal" "$err" 'no terminal'
run --help
expect "--help exits 0" 0
if fits; then good "--help fits 80 columns"; else bad "--help fits 80 columns"; fi
says "--help lists the commands" "$out" '^  check '
silent "--help says nothing on standard error" "$err"
for command in run check compare why list show help version; do
    run "$command" --help
    cp "$out" "$folder/by-option"
    run help "$command"
    if [ "$status" = 0 ] && cmp -s "$out" "$folder/by-option" && grep -q "^Usage: makeitso $command" "$out"; then
        good "help $command is $command --help"
    else
        bad "help $command is $command --help"
    fi
    if fits; then good "help $command fits 80 columns"; else bad "help $command fits 80 columns"; fi
    # Every option that is explained is taken.
    sed -n 's/^  --\([a-z-]*\).*/\1/p' "$out" | while read -r option; do
        "$MAKEITSO" "$command" "--$option" >/dev/null 2>"$err" </dev/null
        if grep -q 'unknown option\|does not take' "$err"; then echo "not ok $command takes --$option"; fi
    done
done
for command in explore sweep; do
    run help $command
    if grep -q 'explore: \|sweep: ' "$out"; then bad "help $command speaks of $command alone"; else good "help $command speaks of $command alone"; fi
done
# The manuals are the READMEs: every heading is there; nothing of Markdown or of comments is left.
for topic in scenario lesson; do
    readme=$here/scenarios/README.md
    [ $topic = scenario ] || readme=$here/scenarios/lessons/README.md
    run help $topic
    expect "help $topic exits 0" 0
    missed=$(sed -n '/^```/,/^```/d; s/^##* //p' "$readme" | while read -r title; do grep -qxF -- "$title" "$out" || echo "$title"; done)
    if [ -z "$missed" ]; then good "help $topic has every heading"; else bad "help $topic lacks: $missed"; fi
    left=$(grep -n '\*\*[a-zA-Z]\|](\|<!--\|```\|^|--' "$out" || true)
    if [ -z "$left" ]; then good "help $topic has no markup left"; else bad "help $topic has markup left: $left"; fi
    if fits; then good "help $topic fits 80 columns"; else bad "help $topic fits 80 columns"; fi
done
run help scenario
says "a row of two cells is an entry" "$out" '^  retry.limit  2\|^  check-then-mark  begin'
says "a row of many cells names them" "$out" '^      option: lockDuration; may be: '
says "a long command goes on behind a backslash" "$out" "makeitso run sequential --set .* \\\\$"
run help scenarios
expect "a manual that is none is refused" 2
says "with what there is" "$err" 'did you mean "scenario"'
for topic in "" scenario lesson; do
    # shellcheck disable=SC2086
    run help $topic --man
    page=makeitso${topic:+-$topic}
    expect "help $topic --man exits 0" 0
    says "the page $page has its head" "$out" "^\.TH $(echo "$page" | tr a-z A-Z) [15] 20"
    if command -v man >/dev/null 2>&1; then
        if man --warnings -l "$out" 2>&1 >/dev/null | grep -q .; then bad "$page is clean roff"; else good "$page is clean roff"; fi
    fi
    if command -v mandoc >/dev/null 2>&1; then
        if mandoc -T lint -W warning <"$out" | grep .; then bad "$page is clean to mandoc"; else good "$page is clean to mandoc"; fi
    fi
done
run help --man
says "the manual page has every what-if option" "$out" 'without'
run version
says "version says the version" "$out" '^makeitso [0-9]'
run --version
says "--version does so too" "$out" '^makeitso [0-9]'

# --- how wide: COLUMNS, terminal or not ---
width_of() {
    COLUMNS=$1 "$MAKEITSO" run --help | LC_ALL=C.UTF-8 wc -L
}
if [ "$(width_of 50)" -le 50 ]; then good "COLUMNS is heard in a pipe"; else bad "COLUMNS is heard in a pipe: $(width_of 50)"; fi
if [ "$(width_of 20)" -le 40 ]; then good "COLUMNS is at least 40"; else bad "COLUMNS is at least 40: $(width_of 20)"; fi
# Narrow, a wish takes two lines and keeps its words; nothing is padded behind.
export COLUMNS=40
run run sequential
unset COLUMNS
expect "40 columns are enough for a run" 0
says "a wish goes on in a second line" "$out" '^   he succeeds$'
if grep -q '[ …]$' "$out"; then bad "no line of a narrow run is padded or cut"; else good "no line of a narrow run is padded or cut"; fi
for columns in 0 -1 wide ''; do
    if [ "$(width_of "$columns")" = "$("$MAKEITSO" run --help | LC_ALL=C.UTF-8 wc -L)" ]; then
        good "COLUMNS \"$columns\" is none"
    else
        bad "COLUMNS \"$columns\" is none: $(width_of "$columns")"
    fi
done

# --- the manuals' examples: each runs, and each of their faults strikes ---
sed -n 's/^\$ makeitso //p; s/^\.\/makeitso //p' "$here/README.md" "$here/scenarios/README.md" | sed "s|/tmp/|$folder/|; /--merge/d" |
    while read -r example; do
        if eval "\"\$MAKEITSO\" $example" >"$out" 2>"$err" </dev/null && ! grep -q 'never struck' "$err"; then
            good "example: $example"
        else
            bad "example: $example"
        fi
    done
if [ -s mine.yaml ] && [ -s day-two.yaml ]; then good "the examples leave their files"; else bad "the examples leave their files"; fi
run run day-two.yaml
expect "the scenario that an example saves is played" 0

# --- how often, beside a timeline ---
run draw --as timeline lambda-retries
says "a timeline counts a third post" "$out" ' 3 of 1 ◆ THRICE$'
run draw --as timeline three-days
says "a timeline says never of no bot that posted" "$out" ' 2 of 3 ∅ missed$'

# --- any value of a file is a change ---
# Sidekiq loses what a killed process had (tests/cases/sigkill.yaml); Sidekiq Pro does not, and Sidekiq cannot be set so.
run why "$here/tests/cases/sigkill.yaml" Invoice
says "a killed process calls for another edition of its system" "$out" '^  makeitso run .* --preset sidekiq-pro$'
lacks "what it cannot be is not tried" "$out" 'with on_crash'
# A platform of nobody's in particular is given a lease: its end also gives back what an error at fetch leaves with a
# process that lives.
sed -e 's/preset: sidekiq/on_crash: lost/' -e 's/^    steps:.*/&\n    retry: {limit: 25, wait: 15s}/' "$here/tests/cases/sigkill.yaml" >sigkill.yaml
run why sigkill.yaml Invoice
says "a killed process calls for another platform" "$out" '^  makeitso run .* --set platform.on_crash=lease$'
# A key for every attempt protects from nothing (tests/cases/new-key-each-try.yaml); the day's, or the job's, does.
run why "$here/tests/cases/new-key-each-try.yaml" Charge
says "a key that is another one each time is made of the day" "$out" '^  makeitso run .* --set bots.Charge.key=occurrence$'
run run "$here/tests/cases/new-key-each-try.yaml" --set bots.Charge.key=occurrence --save charge.yaml
says "what is set holds" "$out" 'Made it so'
run run charge.yaml
says "what is set is saved" "$out" 'Made it so'
run run sequential --set platform.on_crahs=requeue
expect "a path that leads nowhere exits 2" 2
says "and is told what there is" "$err" 'unknown key "on_crahs" of the platform; allowed: preset, .*; did you mean "on_crash"?'

# --- presets have versions ---
run list --presets
says "a list of presets names what tells more" "$out" 'makeitso help preset PRESET'
says "presets are listed with their versions" "$out" '^  sidekiq-8.1 *Sidekiq 8'
run list --presets --format json
says "as JSON, too" "$out" '"preset": "sqs-2023-06"'
run run sequential --preset sidekiq-8.1 --format json
says "a run says which it was" "$out" '"preset":"sidekiq-8.1"'
for command in 'why sequential Riker' 'explore sequential' 'explore sequential --schedules' 'odds sequential' "explore sequential --saw Riker=2"; do
    run $command --preset sqs --format json --time 1s
    says "so does $command" "$out" '"preset": "sqs-2023-06"'
done
run run sequential --preset sidekiq-8.2
expect "a version that nobody knows exits 2" 2
says "and the one that is known is told" "$err" 'unknown preset "sidekiq-8.2"; allowed: none, .*; did you mean "sidekiq-8.1"?'

run help preset bullmq
says "a preset is explained" "$out" '^bullmq-6.7: BullMQ'
says "its options under their own names" "$out" '^  lockDuration: 30000 is platform.lease: 30s, platform.renew: 15s$'
says "each number with its source" "$out" '^      maxStalledCount: classes/worker.js'
says "and what it leaves out" "$out" 'that the second stall fails the job only'
run help preset celery-late
says "and what else there is of its system" "$out" '^Of the same system: makeitso help preset celery$'
for preset in $("$MAKEITSO" list --presets --format json | sed -n 's/.*"name": "\(.*\)",/\1/p'); do
    run help preset "$preset"
    if fits; then good "$preset is explained within a terminal"; else bad "$preset is wider than a terminal"; fi
done
run help preset bullmk
expect "a preset that nobody knows cannot be explained" 2
says "the nearest is told" "$err" 'did you mean "bullmq"?'
run help preset
expect "nor one that is not named" 2
run help presets
says "topics are among what help knows" "$err" 'unknown command or topic "presets"; .*, preset, limits, scenario, lesson; did you mean "preset"?$'
run help run check
expect "nor two commands at once" 2
run run sequential --preset bullmq --set platform.options.attempts=3 --save -
says "an option is set, and saved as it stands" "$out" 'preset: bullmq, options: {attempts: 3}'
says "it is what it stands for" "$out" 'name: BotsJob, steps: .*Locutus}]}$'

# --- one scenario under several presets ---
run compare deploy --presets lambda,sidekiq-8.1
expect "one scenario is compared under presets" 0
says "a row tells posts, how often the job ran, its end" "$out" '^sidekiq-8.1 * 5 * 1 * 0 * 0 * 1 .*2 times, succeeded'
says "and what gives way" "$out" 'its platform, and its'
says "and which wishes its marks are of" "$out" '^wishes (–: not judged): .*, nobody posts twice'
if fits; then good "it fits into a terminal"; else bad "it fits into a terminal"; fi
run check sequential --presets celery
if fits; then good "so does what does not hold"; else bad "so does what does not hold"; fi
says "its lines going on beneath" "$out" '^            got 1$'
run compare deploy --presets lambda,all
says "all stands alone" "$err" '"all" is every real system: it stands alone$'
run compare deploy --presets lambda,sidekiq-8.1 --format json
says "so does JSON" "$out" '"preset": "sidekiq-8.1"'
says "jobs among it" "$out" '"attempts": 2'
printf 'version: 1\nbots: [{name: A, post: x}]\njobs: [{name: J, steps: [{post: A}]}]\nschedule: [{enqueue: J}]\nplatform: {processes: 2}\nfaults: [{platform: kill, process: 2, at: 10m}]\nexpect: [{bot: A, posts: 1}]\n' >two-processes.yaml
run compare two-processes.yaml --presets sqs,lambda
expect "a preset that cannot have the faults is a mistake where it is named" 2
says "it has a row" "$out" '^sqs-2023-06 .*cannot be played so'
says "and is told why" "$out" 'no process 2 to be killed'
run compare two-processes.yaml --presets all
expect "and none where all are asked for" 0
run compare deploy --presets all
says "the file as it is comes first, as run plays it" "$out" '^as the file is * 5 * 1 * 0 * 0 * 1 .*2 times, succeeded'
if fits; then good "it fits into a terminal, too"; else bad "it fits into a terminal, too"; fi
run compare deploy --presets all --format json
says "JSON tells it from the presets" "$out" '"own": true'
run compare deploy --presets sqs,sqs-2023-06
says "one system stands there once" "$err" '"sqs-2023-06" stands there twice'
run compare deploy --presets sqs --preset cron
says "--preset is no help to --presets" "$err" 'does not go with --preset'
run compare deploy sequential --presets sqs
expect "several files are too many for --presets" 2
run check two-processes.yaml --presets none,lambda,cron-2026-11
expect "check has a case for each preset" 2
says "those that hold" "$out" '^made it so  two-processes.yaml --preset cron-2026-11  1 expectation'
says "those that cannot be" "$out" '^mistaken    two-processes.yaml --preset none'
says "they are cases" "$out" '^1 of 3 cases failed'
run check two-processes.yaml --presets lambda,cron --format json
says "JSON says which" "$out" '"preset": "cron-2026-11"'
run check two-processes.yaml --presets lambda,cron --format junit
says "so does JUnit" "$out" '<testsuite name="two-processes.yaml --preset cron" tests="1"'
says "the file is the file" "$out" 'file="two-processes.yaml" line="7"'
cat two-processes.yaml | "$MAKEITSO" check - --presets lambda,cron >stdin.out
says "standard input is read once" stdin.out '^made it so  - --preset cron'

# --- what-if faults that are carried, or never strike ---
run why crash-before-mark Picard
says "no guard is struck at the same place, and no remedy" "$out" '^  without a guard; 2 workers'
says "nor does it stand among the ticks" "$out" '^            (or ask-receiver)$'
run run crash-before-mark --guard Picard=none --save -
says "what is saved has the fault where it went" "$out" 'bot: Picard, after: reply, kind: crash'
run explore crash-before-mark --at mark --faults 1 --advise
says "a change that takes every gap of a search away proves nothing" "$out" 'none of [0-9]* changes'
says "and that is said" "$out" 'the fault never strikes there'
run explore --table crash-before-mark --guards all --at mark --faults 1
says "nor does it stand in a table as if it were clean" "$out" 'ask-receiver .* ✓✓✓✓ [*]$'
says "where it comes to one it does" "$out" 'check-then-mark .* ✓✗✓✗$'
says "the table says what the mark means" "$out" '^[*] no attempt came to a gap that is searched$'
run explore crash-before-mark --guard Picard=none --at mark --faults 1
says "a search that comes to none of its gaps says so" "$out" 'no attempt came to a gap that is searched'
cat >two.yaml <<'EOT'
version: 1
bots: [{name: Riker, post: r}, {name: Worf, post: w}]
jobs: [{name: J, steps: [{post: Riker}, {post: Worf}], retry: {limit: 2, wait: 1m}}]
schedule: [{enqueue: J}]
faults:
  - {bot: Worf, before: commit, kind: error, attempts: [1]}
  - {bot: Riker, after: commit, kind: error, attempts: [2]}
EOT
run why two.yaml Riker
says "a fault that a change spares is said beside its ticks" "$out" 'Made it so. But fault 2 never'
says "a split says whose attempts a fault counts" "$out" 'counts RikerJob'
says "a change that spares a fault is no remedy" "$out" '^None of the [0-9]* changes and pairs that were tried grants'
run compare two.yaml crash-before-mark --guard all=check-then-mark
says "a comparison says it beside the ticks" "$out" '^ every fault strikes there  *✗ 1 of 2 never  *✓$'
says "and it is noted" "$err" "two.yaml: never struck: fault 2, error after Riker's commit; the changes lead past it"
run run one.yaml --fault Riker@3:after:commit:error
expect "a fault that never strikes does not change the exit code" 0
says "a fault that never strikes is noted" "$err" '^makeitso: one.yaml: never struck: --fault Riker@3:after:commit:error;'
run run one.yaml --fault Worf:after:mark:error
says "a gap that the guard does not have is named" "$err" '^makeitso: one.yaml: never struck: --fault Worf:after:mark:error; Worf has no "mark" (guard: none)$'
run why one.yaml Worf --days 2 --fault 2/Worf:after:commit:error --occurrence 1
says "who asks about another day is told the day" "$out" '^Ask instead about Riker on day [12] (.*), Worf on day 2 ('
run run one.yaml --without-fault 1 --fault Riker:after:commit:error:3 --fault Worf:before:mark:crash
says "the one of two that never strikes is noted" "$err" 'never struck: --fault Worf:before:mark:crash;'
if grep -q Riker "$err"; then bad "a fault that strikes fewer times than it may is not noted"; else good "a fault that strikes fewer times than it may is not noted"; fi
run run one.yaml --fault Riker:after:commit:error --fault-rate 0
silent "a fault that strikes is not noted, nor dice that never fall so" "$err"
run why one.yaml Riker --fault BotsJob:before:acknowledge:crash --until 2s
says "why notes it as well" "$err" 'never struck: --fault BotsJob'
run draw one.yaml --fault BotsJob@9:before:acknowledge:crash
says "draw notes it as well" "$err" 'never struck: --fault BotsJob@9'
run play one.yaml --fault Riker@3:after:commit:error
says "play notes it before it takes the screen" "$err" 'never struck: --fault Riker@3'
run play one.yaml --lane Rikr
says "play refuses a lane that is not there" "$err" '--lane: unknown bot "Rikr"'
run play one.yaml --record nowhere/class.jsonl
expect "play refuses a record that cannot be written before it takes the screen" 3
says "… and says why" "$err" 'cannot write "nowhere/class.jsonl": No such file'
run play one.yaml --pupils 30
expect "play has no pupils without a class" 2
run compare one.yaml one.yaml --fault Riker@3:after:commit:error
expect "compare that notes it exits with 0" 0
says "compare notes it as well" "$err" '^makeitso: one.yaml: never struck: --fault Riker@3'
for command in 'explore --keep-faults' 'explore --keep-faults --table' odds 'sweep --runs 3'; do
    # shellcheck disable=SC2086
    run $command one.yaml --fault Riker@3:after:commit:error --fault Riker:after:commit:error
    expect "$command that notes it exits with 0" 0
    says "$command notes it as well" "$err" 'one.yaml: never struck in a run without further faults: --fault Riker@3'
    if grep -q 'fault Riker:' "$err"; then bad "$command notes no fault that strikes"; else good "$command notes no fault that strikes"; fi
done
run explore one.yaml --fault Riker@3:after:commit:error
silent "a fault that a search leaves out is not noted" "$err"
run run one.yaml --no-faults
silent "the file's own faults are not noted" "$err"

# --- bots that are never to post ---
sed 's/^jobs:/  - {name: Locutus, post: never}\n&/' one.yaml >idle.yaml
run run idle.yaml
expect "a bot that no job posts for is no mistake" 0
says "a bot that no job posts for is noted" "$err" '^makeitso: idle.yaml:5:12: Locutus never posts: no job that the schedule enqueues'
run check idle.yaml
expect "nor is it one to check" 0
says "check notes it as well" "$err" 'Locutus never posts'
sed 's/^schedule:/  - {name: Other, steps: [{post: Locutus}]}\n&/' idle.yaml >spare.yaml
run run spare.yaml
says "a bot whose job nobody enqueues is noted" "$err" 'Locutus never posts'
sed 's/enqueue: BotsJob}/&\n  - {enqueue: Other}/' spare.yaml >busy.yaml
run run busy.yaml
silent "a bot that is reached is not noted" "$err"

# --- mistakes on the command line ---
run engage sequential
expect "an unknown command is a mistake" 2
says "an unknown command is named with those that are" "$err" 'unknown command "engage"; allowed: play, '
silent "a mistake prints nothing" "$out"
run chek one.yaml
says "a command nearly right is suggested" "$err" 'did you mean "check"?'
run run
expect "run without a file is a mistake" 2
run run one.yaml --gard all=none
expect "an unknown option is a mistake" 2
says "an option nearly right is suggested" "$err" 'unknown option "--gard"; allowed: --fault, --no-faults, .* did you mean "--guard"?'
run check one.yaml --split BotsJob
says "an option of another command is named so" "$err" 'check does not take --split'
run run - -
expect "standard input is read once" 2
says "and that is said" "$err" 'standard input (-) can be read only once'
run run one.yaml --split
says "a missing value is named" "$err" 'split needs a value: --split JOB'
run run one.yaml --no-faults=yes
says "a value too many is named" "$err" 'no-faults takes no value'
run run one.yaml -x
expect "an unknown letter is a mistake" 2
run run one.yaml --format yaml
says "formats are listed" "$err" 'allowed: text, json, jsonl'
run check one.yaml --format jsonl
says "check has its own formats" "$err" 'allowed: text, json, junit'
run run one.yaml --color maybe
expect "a colour that is none is a mistake" 2
run list one
expect "an operand too many is a mistake" 2
run why one.yaml
expect "why needs a bot" 2
run why one.yaml Rikr
expect "why of an unknown bot is a mistake" 2
says "a bot nearly right is suggested" "$err" 'did you mean "Riker"?'
run why one.yaml Riker --occurrence 2
says "a day that does not exist is a mistake" "$err" 'allowed: 1 to 1'
run run one.yaml --guard Rikr=none
expect "a change that does not fit is a mistake" 2
says "it says which option" "$err" '--guard: unknown bot "Rikr"'

# --- one value of JSON, whatever the number of files ---
run run --format json one.yaml wrong.yaml
if [ "$(jq -s -c 'map(type), (.[0] | map(.scenario))' "$out" | tr '\n' ' ')" = '["array"] ["one.yaml","wrong.yaml"] ' ]; then good "json of two files is an array"; else bad "json of two files is an array"; fi
run run --format json bad.yaml one.yaml nosuch.yaml
expect "json of files of which one cannot be read is 3" 3
if [ "$(jq -c 'map(.scenario)' "$out")" = '["one.yaml"]' ]; then good "and an array of the others"; else bad "and an array of the others"; fi
run run --format json bad.yaml bad.yaml
if [ "$(jq -c . "$out")" = '[]' ]; then good "json of bad files is an empty array"; else bad "json of bad files is an empty array"; fi
run run --format json one.yaml
if [ "$(jq -r type "$out")" = object ]; then good "json of one file is an object"; else bad "json of one file is an object"; fi
sed 's/Worf/Data/g' one.yaml >data.yaml
run compare --format json one.yaml data.yaml
if [ "$(jq -c 'map([.scenario, .totals.posts, .wishes["nobody-twice"], .verdict, [.bots[] | .bot, .posts]])' "$out")" = \
    '[["one.yaml",3,false,"Not so: Riker posted twice, and nothing shows it.",["Riker",2,"Worf",1]],["data.yaml",3,false,"Not so: Riker posted twice, and nothing shows it.",["Riker",2,"Data",1]]]' ]; then
    good "compare as json"
else
    bad "compare as json"
fi

# --- wishes that are chosen: Riker posts twice, and nothing shows it ---
run run one.yaml --wishes made,unblocked
says "a duplicate is no fault where only made and unblocked are judged" "$out" 'Made it so\.$'
lacks "and the table of wishes has no other" "$out" 'nobody posts twice'
run run one.yaml --wishes seen
says "what nothing shows is told where only that is judged" "$out" 'Not so: Riker posted twice, and nothing shows it\.$'
run run one.yaml --wishes made,nothing
expect "a wish that there is not is a mistake" 2
says "and the message says which there are" "$err" 'unknown wish "nothing"; allowed: made, once, unblocked, seen$'
run run one.yaml --wishes once,seen --save chosen.yaml
says "saved are the wishes that count" chosen.yaml '^wishes: \[once, seen\]$'
run run chosen.yaml --format json
if [ "$(jq -c '.wishes | keys' "$out")" = '["failure-seen","nobody-twice"]' ]; then good "json has the wishes that count"; else bad "json has the wishes that count"; fi
run compare chosen.yaml one.yaml
says "compare marks a wish that one of two is not judged by" "$out" '^ Worf is retried until it succeeds *– *✓'
run why one.yaml Riker --wishes once
says "why numbers the wishes that count" "$out" '^ *1 *nobody posts twice$'
says "and names as many" "$out" 'grants the wish, and stands up best'
run why one.yaml Riker --wishes made
says "where what is amiss refuses none of them nothing needs a change" "$out" '^Nothing needs a change: the run grants the wish as it is\.$'

run compare one.yaml data.yaml
says "compare names the bots of both" "$out" '^ posts: Riker Worf Data .* 2◆ 1 - * 2◆ - 1$'

# --- options stand anywhere, in both forms ---
run run one.yaml --format=json
cp "$out" "$folder/first"
run run --format json one.yaml
if [ "$status" = 0 ] && cmp -s "$out" "$folder/first"; then good "options stand before or after, with = or without"; else bad "options stand before or after"; fi
status=0
POSIXLY_CORRECT=1 "$MAKEITSO" run one.yaml --format json >"$out" 2>"$err" || status=$?
if [ "$status" = 0 ] && cmp -s "$out" "$folder/first"; then good "POSIXLY_CORRECT changes nothing"; else bad "POSIXLY_CORRECT changes nothing"; fi
cp one.yaml ./--odd.yaml
run run --format json -- --odd.yaml
expect "-- ends the options" 0

# --- sources ---
run run sequential
expect "a built-in name is enough" 0
run run nosuch.yaml
expect "a missing file is 3" 3
run run .
expect "a folder is 3" 3
says "a folder is named as one" "$err" 'Is a directory'
run run sequentail
expect "a missing name is 2" 2
says "a name nearly right is suggested" "$err" 'did you mean "sequential"?'
status=0
"$MAKEITSO" run --format json - <one.yaml >"$out" 2>"$err" || status=$?
expect "- is standard input" 0
cp one.yaml fan-out
run run --format json fan-out
says "a built-in name goes before a file" "$out" '"scenario": *"fan-out"'
run run --format json ./fan-out
says "a path is a path" "$out" '"scenario": *"./fan-out"'
run run bad.yaml
expect "a bad file is 2" 2
says "with its place" "$err" 'bad.yaml:10:'
says "and all of its mistakes" "$err" '2 mistakes'
head -c 2097152 /dev/zero | tr '\0' '#' >big.yaml
run run big.yaml
expect "a file that is too big is 2" 2
status=0
"$MAKEITSO" run - </dev/zero >"$out" 2>"$err" || status=$?
expect "an endless file is 2" 2

# --- check ---
run check one.yaml
expect "check exits 0 when all holds" 0
says "it says so" "$out" '^made it so  one.yaml  2 expectations$'
run check one.yaml wrong.yaml
expect "check exits 1 when something does not" 1
says "with the place, expected and got" "$out" '^not so      wrong.yaml:12:5  Riker, day 1: expected 1 post, got 2$'
says "and the command to type" "$out" '^            makeitso why wrong.yaml Riker$'
says "and the sum" "$out" '^1 of 2 files failed$'
run check none.yaml
expect "a file that expects nothing is 2" 2
says "with what to add" "$err" 'expect: \[{bot: Riker, posts: 1}\]'
run check bad.yaml one.yaml
expect "a bad file is 2" 2
says "and the others are checked" "$out" '^made it so  one.yaml'
# A lease of 300 ms on a job of a second is given out again for ever: the run is cut at its limit of events. Two posts
# were made by then, so that "1 post" has failed; what the job comes to is not decided.
cat >cut.yaml <<'EOF'
version: 1
bots: [{name: A, post: x, latency: {call: 1s}}]
jobs: [{name: J, steps: [{post: A}]}]
platform: {on_crash: lease, lease: 300ms, workers: 2}
schedule: [{enqueue: J}]
expect: [{job: J, state: running}]
EOF
sed 's/^expect.*/expect: [{bot: A, posts: 1}]/' cut.yaml >passed.yaml
run check cut.yaml one.yaml
expect "a run that is cut decides nothing: 4" 4
says "it says what of it" "$out" '^undecided   cut.yaml:6:10  J, day 1: expected state running, got running when$'
says "and why" "$out" '^            the run was cut: it had the most events that may be, or came to the$'
says "and how many" "$out" '^1 of 2 files not decided$'
run check cut.yaml wrong.yaml
expect "a claim that has failed stays 1" 1
run check passed.yaml
expect "a count beyond what is claimed has failed, cut or not" 1
run check cut.yaml --format json
says "json says that it is not complete" "$out" '"complete": false'
says "and that it neither holds nor fails" "$out" '"holds": null'
run check cut.yaml --format junit
says "junit has it as an error" "$out" 'failures="0" errors="1"'
run check nosuch.yaml one.yaml
expect "an unreadable file is 3" 3
run check --format junit one.yaml wrong.yaml bad.yaml
expect "junit has the same exit code" 2
says "junit counts failures" "$out" 'failures="1"'
says "junit names what is claimed" "$out" 'name="Riker, day 1: 1 post"'
says "junit says what came instead" "$out" 'Riker, day 1: expected 1 post, got 2'
if command -v xmllint >/dev/null 2>&1; then
    if xmllint --noout "$out" 2>/dev/null; then good "junit is XML"; else bad "junit is XML"; fi
fi
run check --format json one.yaml wrong.yaml
says "json says what failed" "$out" '"failed": 1'
# Escaped as GitHub's toolkit does it: % \r \n, and in properties : and , as well.
run check --format github wrong.yaml bad.yaml one.yaml
expect "annotations have the same exit code" 2
says "an annotation names file, line and claim" "$out" '^::error file=wrong.yaml,line=[0-9]*,col=[0-9]*,title=Riker%2C day 1%3A 1 post::Riker, day 1: expected 1 post, got 2%0Amakeitso why wrong.yaml Riker$'
says "a mistake is annotated where it is" "$out" '^::error file=bad.yaml,line=[0-9]*,col=[0-9]*::'
run check --format github cut.yaml
says "what is not decided is a warning" "$out" '^::warning file=cut.yaml,line=6,'
run check --format github nosuch.yaml
says "a file that cannot be read is annotated as a whole" "$out" '^::error file=nosuch.yaml::it cannot be checked: see the log$'
run check --format md wrong.yaml one.yaml
says "md has a row a claim" "$out" '^| wrong.yaml | not so | Riker, day 1: expected 1 post, got 2 | makeitso why wrong.yaml Riker |$'

# Every Markdown that a command prints: GitHub shows a table whose rows all have as many cells as its head.
for command in 'run sequential' 'why sequential Riker' 'compare sequential fan-out' 'compare sequential --presets all' \
    'explore sequential' 'explore sequential --table --guards all' 'explore sequential --advise' 'check sequential fan-out' 'odds sequential --fault-rate 0.01' \
    'sweep sequential --runs 20'; do
    # shellcheck disable=SC2086
    run $command --format md
    if python3 -c '
import re, sys
tables, rows = 0, 0
for line in sys.stdin.read().split("\n") + [""]:
    if re.match(r"^\|", line):
        cells = len(re.findall(r"(?<!\\)\|", line)) - 1
        head = cells if rows == 0 else head
        assert cells == head and line.endswith("|"), line
        assert rows != 1 or re.match(r"^(\| -+:? )+\|$", line), line
        rows += 1
    elif rows:
        tables, rows = tables + 1, 0
assert tables, "no table"' <"$out"; then
        good "md of $command has tables"
    else
        bad "md of $command has tables"
    fi
done
for path in "$here"/scenarios/*.yaml; do
    run check "$(basename "$path" .yaml)"
    expect "check $(basename "$path" .yaml)" 0
    # Every posts, duplicates … turned by one must be noticed.
    awk '/^expect:/ { on = 1 } on && !done && match($0, /posts: [0-9]+/) {
             n = substr($0, RSTART + 7, RLENGTH - 7); $0 = substr($0, 1, RSTART + 6) (n + 1) substr($0, RSTART + RLENGTH); done = 1 }
         { print }' "$path" >turned.yaml
    run check turned.yaml
    expect "check $(basename "$path" .yaml), wrong by one" 1
done

# --- run codes ---
code=PICARD-3C83-9A49-J248
run run $code --format json
"$MAKEITSO" run sequential --guard Riker=check-then-mark --retry BotsJob=3 --format json >typed.json
if cmp -s "$out" typed.json; then good "a code runs what it stands for"; else bad "a code runs what it stands for"; fi
run why $code Worf
"$MAKEITSO" why sequential Worf --guard Riker=check-then-mark --retry BotsJob=3 >typed.txt
if cmp -s "$out" typed.txt; then good "why takes a code"; else bad "why takes a code"; fi
run why $code
says "the code's lane is asked about" "$out" '^Riker posted exactly once'
run run PICARD-3C83-9A49-J284
expect "a mistyped code is refused" 2
says "it says so" "$err" 'is mistyped: its last sign'
# A file's code is shown where it is played: y, then Q.
python3 - >file.code <<'END'
import os, pty, re, select, time

pid, fd = pty.fork()
if pid == 0:
    os.environ["TERM"] = "xterm"
    os.execv(os.environ["MAKEITSO"], ["makeitso", "play", "one.yaml", "--workers", "3"])
seen, end = "", time.time() + 20
while time.time() < end and "PICARD-" not in seen:
    if select.select([fd], [], [], 0.3)[0]:
        seen += os.read(fd, 65536).decode("utf-8", "replace")
    elif seen:
        os.write(fd, b"y")
time.sleep(0.3)
seen += os.read(fd, 65536).decode("utf-8", "replace") if select.select([fd], [], [], 1)[0] else ""
os.write(fd, b"Q")
os.waitpid(pid, 0)
print(re.search(r"PICARD-[0-9A-Z-]+[0-9A-Z]", seen).group(0))
END
run run one.yaml --code "$(cat file.code)" --format json
"$MAKEITSO" run one.yaml --workers 3 --format json >typed.json
if cmp -s "$out" typed.json; then good "a file's code runs what it stands for"; else bad "a file's code runs what it stands for"; fi
run run "$(cat file.code)"
expect "a file's code needs the file" 2
says "it says how" "$err" 'is the code of a file: makeitso run FILE --code PICARD-'
run run wrong.yaml --code "$(cat file.code)"
says "it is of no other file" "$err" 'is the code of another file'
run run one.yaml --code $code
expect "a code is of its scenario" 2
says "it says that, too" "$err" 'it stands in the place of FILE'
run run $code --code $code
expect "a code is given once" 2
run run - --code "$(cat file.code)"
says "a code's file is no pipe" "$err" 'needs a FILE, not standard input'

# --- the lesson, where it is asked for and true of what was played ---
taught='^ What a queue retries is a job, never a step: because Worf fails'
run run sequential --lesson
says "--lesson prints the lesson" "$out" "$taught"
run run sequential
if grep -q "$taught" "$out"; then bad "a run tells no lesson unasked"; else good "a run tells no lesson unasked"; fi
run run sequential --lesson --guard Riker=check-then-mark
if grep -q "$taught" "$out"; then bad "what was changed has no lesson"; else good "what was changed has no lesson"; fi
run run sequential --format json
says "JSON has the lesson" "$out" '"lesson": *"What a queue retries'
says "JSON names the gates" "$out" '{"event":17,"stop":"strike","bot":"Worf","n":1,"ask":"outcome","of":"Worf"}'
run draw sequential --to svg
says "an SVG's description has it" "$out" 'never\. What a queue retries.*</desc>$'

# --- a lesson whose beats take less than it says is noted; one whose empty record is summed up says so ---
printf 'version: 1\nlesson: L\nminutes: 30\nbeats:\n  - {say: Hello., minutes: 1}\n' >short.yaml
run check short.yaml
expect "a short lesson is no mistake" 0
says "check notes what its beats take" "$err" 'minutes is 30, but the beats that are not spare take 1$'
: >no.jsonl
run class --summary no.jsonl
says "an empty record is said to be one" "$out" 'No question was recorded'

# --- a worksheet asks, and does not answer, in its description neither ---
for as in diagram timeline; do
    run draw sequential --worksheet --as $as --at 4.3s --to svg
    says "a $as as a worksheet asks" "$out" 'Who will have posted how often?'
    says "a $as as a worksheet has the choices" "$out" 'Picard 1 · Riker 1 · Worf never · Locutus 1'
    run draw sequential --worksheet --as $as --at 4s --to svg
    says "before any gate a $as asks what its scenario asks" "$out" 'How often does Riker post?'
    run draw sequential --worksheet --as $as --at 4.3s --to svg
    if grep -Eq 'Not so|started over|AGAIN|gave up|What a queue retries' "$out"
    then bad "a $as as a worksheet gives nothing away"; else good "a $as as a worksheet gives nothing away"; fi
done

# --- what if, saving ---
run run one.yaml --split BotsJob --retry BotsJob=3 --save saved.yaml
expect "--save exits 0" 0
says "the file says how it was made" saved.yaml '^# made by: makeitso run one.yaml --split BotsJob --retry BotsJob=3$'
run run sequential --split BotsJob --save told.yaml
if grep -q 'title, caption and lesson are left out' told.yaml && ! grep -Eq '^(title|caption|lesson|expect):' told.yaml
then good "--save keeps nothing that was told of the scenario before"; else bad "--save keeps nothing that was told of the scenario before"; fi
run run --format json one.yaml --split BotsJob --retry BotsJob=3
jq 'del(.scenario, .title)' "$out" >"$folder/changed"
run run --format json saved.yaml
jq 'del(.scenario, .title)' "$out" >"$folder/saved"
if cmp -s "$folder/changed" "$folder/saved"; then good "the saved scenario runs as the changed one"; else bad "the saved scenario runs as the changed one"; fi
chmod 640 saved.yaml
run run one.yaml --no-faults --save saved.yaml
if [ "$(stat -c %a saved.yaml)" = 640 ]; then good "--save keeps permissions"; else bad "--save keeps permissions"; fi
ln -s saved.yaml link.yaml
run run one.yaml --seed 7 --save link.yaml
if [ -L link.yaml ] && grep -q 'seed 7' saved.yaml; then good "--save follows a link"; else bad "--save follows a link"; fi
mkdir links && ln -s links/second.yaml first.yaml && ln -s third.yaml links/second.yaml
run run one.yaml --seed 7 --save first.yaml
if [ -L first.yaml ] && [ -L links/second.yaml ] && [ -f links/third.yaml ]; then good "--save follows links to a file that is not there yet"; else bad "--save follows links to a file that is not there yet"; fi
ln -s no/such/folder.yaml nowhere.yaml
run run one.yaml --save nowhere.yaml
expect "--save through a link into nowhere is 3" 3
ln -s circle.yaml circle.yaml
run run one.yaml --save circle.yaml
expect "--save through a link to itself is 3" 3
run run one.yaml --no-faults --save -
says "--save - writes the scenario to standard output" "$out" '^version: 1$'
run run one.yaml --save no/such/folder.yaml
expect "--save into nowhere is 3" 3
run run one.yaml wrong.yaml --save x.yaml
expect "--save of two files is a mistake" 2
run run one.yaml --save /dev/full
expect "--save to a full disk is 3" 3
if [ "$(id -u)" != 0 ]; then
    mkdir locked && chmod 555 locked
    run run one.yaml --save locked/x.yaml
    expect "--save into a locked folder is 3" 3
fi
(ulimit -f 1 && exec "$MAKEITSO" draw sequential --to svg -o large.yaml 2>/dev/null)
status=$?
expect "a picture larger than a file may be is 3" 3
for signal in QUIT USR1 ALRM PIPE TERM; do
    for delay in 0.005 0.01 0.015 0.02; do
        # shellcheck disable=SC3045 # POSIX has no -c; dash, bash and busybox do
        (ulimit -c 0 && exec timeout -s $signal $delay "$MAKEITSO" run one.yaml --split BotsJob --save kept.yaml >/dev/null 2>&1)
    done
done
if ls ./*.yaml.?????? >/dev/null 2>&1; then bad "no temporary file is left"; else good "no temporary file is left"; fi

# --- joined emoji ---
printf 'version: 1\ntitle: "\360\237\221\250\342\200\215\360\237\232\200 boards"\nbots: [{name: A, post: "\342\235\244\357\270\217"}]\njobs: [{name: J, steps: [{post: A}]}]\nschedule: [{enqueue: J}]\n' >emoji.yaml
joined=$(printf '\360\237\221\250\342\200\215\360\237\232\200 boards')
heart=$(printf '\342\235\244\357\270\217')
run draw emoji.yaml --to svg
says "SVG keeps a joined emoji" "$out" "$joined"
says "SVG keeps a selector" "$out" "$heart"
run draw emoji.yaml --to dot
says "dot keeps a selector" "$out" "$heart"
run explore emoji.yaml --schedules --format json
says "JSON keeps a joined emoji" "$out" "$joined"
run draw emoji.yaml
says "a cell takes the first character of a joined emoji" "$out" "$(printf '^ \360\237\221\250 boards')"
run run emoji.yaml --save again.yaml
run run again.yaml
says "a joined emoji is saved and read again" "$out" "$joined"

# --- why ---
run why "$here"/tests/cases/checkout.yaml Card
says "the key is the first answer to a double charge" "$out" '^Nearly, with 3 of 4: Card sends an idempotency key; but Webhook had to'
run why sequential Riker
expect "why exits 0" 0
says "the best pair" "$out" '--split BotsJob --retry BotsJob=2'
says "a pair is told where no single change does" "$out" '^No single change .* The pair that does'
if fits; then good "why fits 80 columns"; else bad "why fits 80 columns"; fi
cat >split.yaml <<'END'
version: 1
bots: [{name: A, post: x}, {name: B, post: y}]
jobs: [{name: J, steps: [{post: A}, {post: B}], retry: {limit: 2, wait: 1s}}]
schedule: [{enqueue: J}]
faults: [{bot: B, before: commit, kind: error, attempts: [1, 2]}]
END
run why split.yaml A --format json
says "json notes whose attempts a fault counts" "$out" '"note": "the fault counts BJob.s attempts"'
run why sequential Picard
expect "why of a bot that posted once exits 0" 0
says "and says so" "$out" 'Picard posted exactly once'
run why sequential Riker --format json
says "why as json" "$out" '"best"'

# --- list, show ---
run list
says "list shows names and questions" "$out" 'sequential .*How often does Riker post?'
for path in "$here"/scenarios/*.yaml; do
    name=$(basename "$path" .yaml)
    says "list has $name" "$out" "^  $name "
    run show "$name"
    if cmp -s "$out" "$path"; then good "show $name is the file"; else bad "show $name is the file"; fi
    run list
done
run list --format json
says "list as json" "$out" '"scenario": "fan-out"'

# The scenario has one name in the answers of all commands.
while read -r line; do
    # shellcheck disable=SC2086
    run $line --format json
    head=$(jq -c '[(if type == "array" then .[0] else . end) | .scenario, .title, .preset]' "$out")
    if [ "$head" = '["fan-out","One job for each bot","none-1"]' ]; then
        good "$line names its scenario"
    else
        bad "$line names its scenario: $head"
    fi
done <<'END'
run fan-out
compare fan-out sequential
why fan-out Worf
explore fan-out
explore fan-out sequential --table
explore fan-out --schedules --faults 0
explore fan-out --saw Worf=1
odds fan-out
sweep fan-out --runs 2
END
run show --schema
if cmp -s "$out" "$here/assets/scenario.schema.json"; then good "show --schema is the file"; else bad "show --schema is the file"; fi
run show --schema lesson
if cmp -s "$out" "$here/assets/lesson.schema.json"; then good "so is show --schema lesson"; else bad "so is show --schema lesson"; fi
run show --schema sequential
expect "show of a scenario and the schema is a mistake" 2
run show
expect "show of nothing at all is a mistake" 2
run show nosuch
expect "show of nothing is a mistake" 2
run run nosuch
expect "a run of nothing is a mistake, too" 2
run run nosuch.yaml
expect "a file that is not there cannot be read" 3

# --- lessons ---
run class
expect "class lists lessons" 0
for path in "$here"/scenarios/lessons/*.yaml; do
    name=$(basename "$path" .yaml)
    run class
    says "class has $name" "$out" "^$name "
    run show "$name"
    if cmp -s "$out" "$path"; then good "show $name is the lesson"; else bad "show $name is the lesson"; fi
    run check "$name"
    expect "check finds no mistake in $name" 0
    run class "$name" --rehearse
    expect "$name is rehearsed" 0
    if fits; then good "what is rehearsed of $name fits"; else bad "what is rehearsed of $name fits"; fi
done
run class once --handout crib.html
expect "a handout is written" 0
says "as a page" crib.html "<!doctype html>"
run class once --handout crib.doc
expect "a handout of an unknown kind is a mistake" 2
run class nosuch
expect "a lesson that is not there is a mistake" 2
run class sequential
expect "a scenario is no lesson" 2
says "how it is played is said" "$err" "makeitso play sequential"
run run once
expect "a lesson is no scenario" 2
says "how it is given is said" "$err" "makeitso class once"
run class once --rehearse --format json
expect "a lesson has no json" 2
says "json is said to be of what" "$err" "json is of the list of lessons, and of a summary"
run class story once
expect "two lessons at a time are a mistake" 2

# --- streams ---
# A pipe holds more than one file; several of them are not held.
{ "$MAKEITSO" run --full sequential sequential sequential sequential sequential sequential sequential sequential sequential \
    sequential sequential sequential sequential sequential sequential sequential sequential sequential sequential sequential \
    2>"$err"; echo $? >"$folder/status"; } | head -c 1 >/dev/null
status=$(cat "$folder/status")
expect "a closed pipe ends it by SIGPIPE, as other programs" 141
silent "and nothing is said" "$err"
for command in "run one.yaml" "run one.yaml --format json" "run one.yaml --format jsonl" "check one.yaml" "compare one.yaml wrong.yaml" \
    "why one.yaml Riker" list "show sequential" help "help --man" version ""; do
    status=0
    # shellcheck disable=SC2086
    "$MAKEITSO" $command >/dev/full 2>"$err" || status=$?
    expect "a full disk is 3: ${command:-the bare program}" 3
    status=0
    # shellcheck disable=SC2086
    "$MAKEITSO" $command >&- 2>"$err" || status=$?
    expect "a closed standard output is 3: ${command:-the bare program}" 3
done
: >"$out"
status=0
"$MAKEITSO" run - <&- >"$out" 2>"$err" || status=$?
expect "a closed standard input is 3" 3
run run one.yaml
if grep -q "$(printf '\033')" "$out"; then bad "no colour without a terminal"; else good "no colour without a terminal"; fi
run run one.yaml --color always
if grep -q "$(printf '\033')" "$out"; then good "--color always colours"; else bad "--color always colours"; fi
for option in "--ascii" ""; do
    status=0
    # shellcheck disable=SC2086
    LC_ALL=C "$MAKEITSO" run one.yaml $option >"$out" 2>"$err" || status=$?
    if LC_ALL=C grep -q '[^ -~]' "$out"; then bad "ASCII alone in the C locale $option"; else good "ASCII alone in the C locale $option"; fi
done
if command -v script >/dev/null 2>&1; then
    on_terminal() {
        script -qec "$1" /dev/null </dev/null >"$out" 2>&1
    }
    TERM=xterm on_terminal "$MAKEITSO run one.yaml"
    if grep -q "$(printf '\033')" "$out"; then good "colour on a terminal"; else bad "colour on a terminal"; fi
    NO_COLOR=1 TERM=xterm on_terminal "$MAKEITSO run one.yaml"
    if grep -q "$(printf '\033')" "$out"; then bad "NO_COLOR"; else good "NO_COLOR"; fi
    TERM=dumb on_terminal "$MAKEITSO run one.yaml"
    if grep -q "$(printf '\033')" "$out"; then bad "no colour on a dumb terminal"; else good "no colour on a dumb terminal"; fi
fi
run check "$(printf 'no\033[31msuch')"
if grep -q "$(printf '\033')" "$err" "$out"; then bad "no escape sequence of a name is passed on"; else good "no escape sequence of a name is passed on"; fi

exit $failed
