#!/bin/sh
# explore, odds and sweep as a user types them: what they print can be typed again, exit codes, ^C, shards. Prints "ok …" or "not ok …".
set -u

: "${MAKEITSO:?the program to test}"
cases=$PWD/tests/cases
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
failed=0

good() {
    echo "ok $1"
}

bad() {
    echo "not ok $1"
    shift
    for line in "$@"; do echo "    $line"; done
    failed=1
}

# same NAME A B: two words are equal.
same() {
    if [ "$2" = "$3" ]; then good "$1"; else bad "$1" "got $2, expected $3"; fi
}

# The block of JSON that begins with "smallest" or "worst".
block() {
    sed -n "/^  \"$1\": {/,/^  }/p" "$2"
}

# replays NAME WHICH OPTION…: the command that explore gives for a run has the run's counts of duplicates and misses.
replays() {
    name=$1
    which=$2
    shift 2
    "$MAKEITSO" explore "$@" --format json >explored || { bad "$name" "explore ended with $?"; return; }
    block "$which" explored >found
    command=$(sed -n 's/^    "command": "makeitso \(.*\)"$/\1/p' found)
    duplicates=$(sed -n 's/^    "duplicates": \([0-9]*\).*/\1/p' found)
    missed=$(sed -n 's/^    "missed": \([0-9]*\).*/\1/p' found)
    eval "\"\$MAKEITSO\" $command --format json" >ran.json || { bad "$name" "run ended with $?: $command"; return; }
    got=$(grep -o '"totals":{[^}]*}' ran.json | sed 's/.*"duplicates":\([0-9]*\),"missed":\([0-9]*\).*/\1 \2/')
    same "$name" "$got" "$duplicates $missed"
}

replays smallest_run_of_the_sequential_day_is_replayed smallest sequential
replays worst_run_of_two_faults_is_replayed worst sequential --faults 2
replays run_of_a_changed_scenario_is_replayed worst sequential --split BotsJob --guard all=check-then-mark --faults 2
replays run_with_instances_is_replayed worst top-job-fails --faults 2 --kinds error,timeout,crash,stall
replays run_of_days_is_replayed smallest three-days
replays run_with_kept_faults_is_replayed worst sequential --keep-faults
replays run_with_switched_faults_is_replayed worst sequential --keep-always --faults 2 --kinds error --at commit
replays run_of_a_switched_fault_alone_is_replayed worst sequential --keep-always --kinds stall --at fetch
replays run_with_a_given_fault_is_replayed smallest sequential --fault Riker:after:commit:error --kinds crash

"$MAKEITSO" explore sequential >/dev/null
same explore_without_a_claim_exits_0 $? 0
"$MAKEITSO" explore sequential --expect-clean >/dev/null
same failing_run_with_expect_clean_exits_1 $? 1
"$MAKEITSO" explore happy-path --guard all=ask-receiver --kinds error --at commit --retry BotsJob=3 --faults 2 --expect-clean >/dev/null
same clean_design_with_expect_clean_exits_0 $? 0
"$MAKEITSO" explore happy-path --guard all=ask-receiver --kinds error --at commit --retry BotsJob=3 --faults 2 --runs 5 --expect-clean >/dev/null
same clean_but_unfinished_with_expect_clean_exits_4 $? 4
"$MAKEITSO" explore sequential --faults 3 --runs 500 --expect-clean >/dev/null
same failing_and_unfinished_with_expect_clean_exits_1 $? 1
"$MAKEITSO" explore --table sequential --expect-clean >/dev/null
same failing_table_with_expect_clean_exits_1 $? 1
# The same names count the same: 2 faults make runs that do both.
counted() {
    sed -n 's/^ *"\(runs\|clean\|duplicate\|lose\|both\|silent\)": \([0-9]*\),.*/\1 \2/p' | sed 6q | tr '\n' ' '
}
same table_counts_as_the_exploration "$("$MAKEITSO" explore sequential --faults 2 --table --format json | counted)" \
    "$("$MAKEITSO" explore sequential --faults 2 --format json | counted)"
"$MAKEITSO" explore happy-path --guard all=ask-receiver --kinds error --at commit --retry BotsJob=3 --table --runs 5 --expect-clean >/dev/null
same unfinished_table_with_expect_clean_exits_4 $? 4
"$MAKEITSO" explore sequential --kinds eror 2>err
same mistaken_kind_exits_2 $? 2
if grep -q 'did you mean "error"' err; then good mistaken_kind_gets_a_suggestion; else bad mistaken_kind_gets_a_suggestion "$(cat err)"; fi
same number_out_of_reach_is_told_the_reach "$("$MAKEITSO" explore sequential --faults 99 2>&1 | head -n 1)" 'makeitso: --faults: "99" is no whole number from 0 to 8'
"$MAKEITSO" explore sequential fan-out 2>/dev/null
same two_files_without_a_table_exit_2 $? 2
"$MAKEITSO" explore sequential --keep-faults --keep-always 2>/dev/null
same both_ways_to_keep_faults_exit_2 $? 2
# refused NAME WORDS OPTION…: exit 2, and the words in what is said.
refused() {
    name=$1
    words=$2
    shift 2
    "$MAKEITSO" "$@" >/dev/null 2>err
    code=$?
    if [ $code = 2 ] && grep -q -- "$words" err; then good "$name"; else bad "$name" "exit $code: $(cat err)"; fi
}

refused orders_have_no_clock_for_the_files_faults '--keep-always: the file.s own faults strike by the clock' explore sequential --schedules --keep-always
refused orders_tell_how_faults_are_kept 'without --schedules they are kept, and with it --faults, --kinds and --at tell what else strikes' explore sequential --schedules --keep-faults
refused orders_have_no_map '--schedules does not go with --map' explore sequential --schedules --map map.svg
refused orders_have_no_table '--schedules does not go with --table' explore sequential fan-out --schedules --table
"$MAKEITSO" sweep sequential --faults 2 2>/dev/null
same option_of_another_command_exits_2 $? 2

# Advice is proved by typing the command that it gives, and mends the very run that the file describes.
for scenario in crash-before-mark short-lease two-workers ack-lost blocked-event-loop outbox stale-overwrite; do
    [ ! -f "$cases/$scenario.yaml" ] || cp "$cases/$scenario.yaml" .
    name=$scenario
    [ ! -f "$scenario.yaml" ] || name=$scenario.yaml
    "$MAKEITSO" explore "$name" --kinds crash --advise >advised
    proof=$(sed -n '/^Advice/,$p' advised | sed -n 's/^  makeitso explore //p' | head -n 1)
    eval "\"\$MAKEITSO\" explore $proof" >proved
    same advised_change_of_${scenario}_is_proved_by_its_command $? 0
    eval "\"\$MAKEITSO\" run ${proof% --kinds crash --expect-clean}" >proved
    same advised_change_of_${scenario}_mends_the_run "$(grep -c 'Made it so\.$' proved)" 1
done
if grep -q 'idempotency-key' advised; then good advice_is_the_key; else bad advice_is_the_key "$(cat advised)"; fi

# says NAME WORDS OPTION…: exit 0, and the words in a line of what is printed, or in its paragraphs, however they are wrapped.
says() {
    name=$1
    words=$2
    shift 2
    "$MAKEITSO" "$@" >said 2>err
    code=$?
    tr '\n' ' ' <said >whole
    if [ $code = 0 ] && grep -q -- "$words" said whole; then good "$name"; else bad "$name" "exit $code: $(cat said err)"; fi
}

says clean_map_needs_no_advice '^Advice: nothing needs a change' explore same-key --kinds crash --advise
# Each delivery's lease ends before its work does, and every one enqueues more: no run comes to its end. So far each post is made,
# once; whether it stays so nobody has seen.
cat >endless.yaml <<'EOF'
version: 1
bots: [{name: A, post: a, guard: idempotency-key}]
jobs:
  - {name: J, steps: [{post: A}, {enqueue: K}, {enqueue: K}, {enqueue: K}, {wait: 2s}], retry: {limit: 3, wait: 0s}}
  - {name: K, steps: [{wait: 1s}]}
platform: {on_crash: lease, lease: 3s, workers: 2}
schedule: [{enqueue: J}]
EOF
says advice_needs_runs_to_their_end '^Advice: no run refuses a wish, but not all were made to their end\.' explore endless.yaml --kinds error --at commit --wishes made,once,seen --advise
says table_of_runs_that_were_cut_is_partial '^endless.yaml .* partial$' explore endless.yaml --kinds error --at commit --table
says advice_without_a_remedy_tells_the_nearest 'none of [0-9]* changes .* The nearest is every bot sends an idempotency key, and the platform with on_crash: lease; then some runs still refuse: no failure holds up others\. It will do with --wishes made,once,seen\. ' explore fan-out --advise
nearest='explore fan-out --guard all=idempotency-key --set platform.on_crash=lease --wishes made,once,seen --expect-clean'
if grep -q "^  makeitso $nearest\$" said; then good advice_nearest_has_its_command; else bad advice_nearest_has_its_command "$(cat said)"; fi
# shellcheck disable=SC2086
says advice_nearest_holds_what_its_command_claims 'No post was duplicated or missed' $nearest
says advice_says_what_it_was_held_to 'that grants all four wishes in all 15 runs, and in that of the file.s own fault\. Of [0-9]* that were tried no other does' explore blocked-event-loop.yaml --kinds crash --advise
says wishes_that_are_chosen_get_advice 'every bot sends an idempotency key, and the platform with on_crash: lease: that grants all three wishes in all ' explore fan-out --advise --wishes made,once,seen

# The issue that threshold answers: how long must a key live? The proof is explore's, one millisecond apart.
says threshold_tells_the_change 'The last change is at 90010001ms, exactly\. From there on Worf cannot be posted twice' threshold key-expires --of bots.Worf.expires --faults 0 --keep-faults
for side in below from; do
    "$MAKEITSO" threshold key-expires --of bots.Worf.expires --faults 0 --keep-faults --format json >threshold.json
    command=$(sed -n 's/^ *"'$side'": "makeitso \(.*\)",*$/\1/p' threshold.json)
    eval "\"\$MAKEITSO\" $command --expect-clean" >/dev/null
    same threshold_command_${side}_holds $? "$([ $side = from ] && echo 0 || echo 1)"
done
refused threshold_wants_a_path 'threshold wants --of PATH' threshold sequential
refused threshold_of_a_word 'is neither a length of time nor a number' threshold sequential --of platform.on_crash
refused threshold_of_what_the_scenario_does_not_take 'goes with on_crash: lease' threshold sequential --of platform.lease

# Counts keep to the wishes that are judged: an error alone makes this design post twice, and miss nothing.
"$MAKEITSO" explore no-guard --kinds error --at commit --expect-clean >/dev/null
same duplicates_fail_where_they_are_judged $? 1
"$MAKEITSO" explore no-guard --kinds error --at commit --expect-clean --wishes made >/dev/null
same duplicates_do_not_fail_where_only_made_is_judged $? 0
says bound_speaks_of_what_is_judged '^No post was missed in all ' explore no-guard --kinds error --at commit --wishes made
says bots_of_explore_have_a_dash_for_what_is_not_judged '^Riker *– *[0-9]* *– ' explore sequential --wishes made
says odds_have_a_dash_for_what_is_not_judged '^anybody *[0-9.]* *[0-9.]* *– *– *$' odds sequential --fault-rate 0.01 --wishes once
says sweep_has_a_dash_for_what_is_not_judged '^anybody *– *1\.0000 (.*) *– *$' sweep sequential --runs 20 --wishes made
cat >one.yaml <<'YAML'
version: 1
title: one post
bots: [{name: A, post: a}]
jobs: [{name: J, steps: [{post: A}]}]
schedule: [{enqueue: J}]
YAML
says platform_that_helps_is_advised '^  makeitso explore one.yaml --set platform.on_crash=requeue --guard A=idempotency-key --kinds crash --expect-clean$' explore one.yaml --kinds crash --advise
sed 's/^schedule/platform: {acknowledge: early}\n&/' one.yaml >early.yaml
says platform_of_three_values_is_advised '^  makeitso explore early.yaml --set platform.on_crash=lease --set platform.acknowledge=late --guard A=idempotency-key --kinds crash --expect-clean$' explore early.yaml --kinds crash --advise
says fault_left_out_is_named "^Left out: Worf's mail is down for the first 90 s\. --keep-faults keeps it\.$" explore sequential
says orders_name_the_fault_left_out "^Left out: Worf's mail is down for the first 90 s\. Orders have no clock" explore sequential --schedules
says map_names_the_fault_left_out "^Left out: Worf's mail is down for the first 90 s\.$" explore sequential
says faults_left_out_are_counted '^Left out: 2 faults\. --keep-faults keeps them' explore same-key
"$MAKEITSO" explore sequential --keep-faults >said
same faults_that_are_kept_are_not_left_out "$(grep -c 'Left out' said)" 0
refused table_has_no_map '--table does not go with --map' explore sequential fan-out --table --map map.svg
refused table_gives_no_advice '--table does not go with --advise' explore sequential fan-out --table --advise
says wishes_are_told_in_words '^✗ nobody posts twice  *17 runs$' explore sequential
says table_tells_the_wishes_in_words 'every post is made in the end, nobody posts twice' explore sequential --table
says order_is_told_in_numbers_that_agree ': 1 duplicate\.$' explore two-workers --schedules --faults 0
says one_end_is_one ' 1 distinct end, ' odds happy-path
says cleared_order_has_one_end 'No post is duplicated or missed in any order' explore two-workers --schedules --faults 0 --guard all=idempotency-key

says table_parts_long_numbers '^no-guard .* [0-9]\{9\} [0-9]\{9\}  *[0-9]\{9\} [0-9]\{9\} ' explore no-guard --table --faults 5 --kinds error,timeout,crash,stall

# Names as long as their columns, in scripts alike.
"$MAKEITSO" show sequential | sed -e 's/Worf/海軍大将ジャン・リュック・ピカード/g' -e 's/Riker/Commander William T Riker/g' >long.yaml
says explore_parts_a_long_name_from_its_number '^Commander William T R… [0-9][0-9]* ' explore long.yaml
says odds_part_a_long_name_from_its_number '^Commander Wi… [01] ' odds long.yaml
says sweep_parts_a_long_name_from_its_number '^海軍大将ジャ… 0\.' sweep long.yaml --runs 10
says one_silent_run_is_one ' 1 of the failing ones is silent' explore two-workers --kinds error --at commit
says one_run_of_a_sweep_is_one '^1 run of 1, ' sweep sequential --runs 1

# Without a title the file is named.
"$MAKEITSO" show happy-path | sed '/^title:/d' >untitled.yaml
for command in explore 'explore --schedules' odds 'sweep --runs 1'; do
    # shellcheck disable=SC2086
    says "untitled_file_is_named_by_$(echo "$command" | tr -d ' 0-9-')" '^untitled.yaml$' $command untitled.yaml
done

"$MAKEITSO" explore --table sequential fan-out --guards all >table
same table_has_a_line_for_each_design_and_guard "$(grep -c '^sequential \|^fan-out ' table)" 10

# A tree of jobs: each enqueues eight of the next, eleven deep.
{
    printf 'version: 1\ntitle: a tree of jobs\nbots: [{name: A, post: a}]\njobs:\n  - {name: J0, queue: q0, steps: [{post: A}]}\n'
    below=0
    for job in 1 2 3 4 5 6 7 8 9 10 11; do
        e="{enqueue: J$below}"
        echo "  - {name: J$job, queue: q$job, steps: [$e, $e, $e, $e, $e, $e, $e, $e]}"
        below=$job
    done
    printf 'schedule: [{enqueue: J11}]\n'
} >tree.yaml

# catches_interrupts PID: waits until the program, which at first is a copy of this shell, catches ^C, the second of the
# signals, or until it has ended.
catches_interrupts() {
    until grep -q "^Name:.${MAKEITSO##*/}\$" "/proc/$1/status" && grep -q '^SigCgt:.*[2367abef]$' "/proc/$1/status"; do
        kill -0 "$1" && sleep 0.01 || return
    done 2>/dev/null
}

# holds PID MB: waits until the program holds so much memory, or has ended.
holds() {
    until [ "$(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$1/status")" -ge $(($2 * 1024)) ]; do
        kill -0 "$1" && sleep 0.01 || return
    done 2>/dev/null
}

# Milliseconds of processor time of all programs that have ended so far, which other programs beside them do not make more.
spent() {
    times >spent
    sed -n '2s/\([0-9]*\)m\([0-9]*\)[.]\([0-9][0-9]\)[0-9]*s/\1 \2 \3/gp' spent |
        awk '{ print (($1 + $4) * 60 + $2 + $5) * 1000 + ($3 + $6) * 10 }'
}

# interrupted NAME OPTION…: ^C leaves what is known so far, within a second, and exit 130.
interrupted() {
    name=$1
    shift
    spent >before
    "$MAKEITSO" "$@" >partial 2>err &
    search=$!
    catches_interrupts $search
    kill -INT $search 2>/dev/null
    wait $search
    code=$?
    spent >after
    took=$(($(cat after) - $(cat before)))
    if [ $code = 130 ] && [ $took -lt 1000 ] && grep -q 'interrupted\|not all of them were made\|"complete": false' partial; then
        good "$name"
    else
        bad "$name" "exit $code after $took ms:" "$(cat err partial)"
    fi
}

# out_of_time NAME CODE OPTION…: ends soon after the time it was given, which nothing here is done in, with this exit code, and
# says so.
out_of_time() {
    name=$1
    expected=$2
    shift 2
    spent >before
    "$MAKEITSO" "$@" --time 1ms >partial 2>err
    code=$?
    spent >after
    took=$(($(cat after) - $(cat before)))
    if [ $code = "$expected" ] && [ $took -lt 1000 ] && grep -q 'time was up\|not all of them were made' partial; then
        good "$name"
    else
        bad "$name" "exit $code after $took ms:" "$(cat err partial)"
    fi
}

interrupted interrupted_search_exits_130 explore fan-out --faults 6 --runs 4000000000
interrupted interrupted_search_of_a_tree_exits_130 explore tree.yaml
interrupted interrupted_orders_of_a_tree_exit_130 explore tree.yaml --schedules --memory 4096
interrupted interrupted_odds_of_a_tree_exit_130 odds tree.yaml
interrupted interrupted_sweep_of_a_tree_exits_130 sweep tree.yaml --runs 1000
interrupted interrupted_why_exits_130 why hard-kill Worf --days 2000
same interrupted_why_says_why_and_partial "$(grep -c '^Partial: interrupted; [0-9]* of [0-9]* changes\|^ 1  Worf' partial)" 2
out_of_time why_of_long_runs_ends_in_time 0 why hard-kill Worf --days 2000
interrupted interrupted_why_in_json_exits_130 why hard-kill Worf --days 2000 --format json
out_of_time search_of_a_tree_ends_in_time 0 explore tree.yaml
out_of_time claim_of_a_tree_is_not_decided_in_time 4 explore tree.yaml --at "done" --kinds stall --expect-clean
out_of_time threshold_ends_in_time 4 threshold tree.yaml --of jobs.J0.retry.limit --faults 8
if grep -q "Nothing .* changes" partial; then bad threshold_that_was_stopped_claims_nothing "$(cat partial)"; else good threshold_that_was_stopped_claims_nothing; fi
out_of_time advice_for_a_tree_ends_in_time 0 explore tree.yaml --advise
out_of_time orders_of_a_tree_end_in_time 0 explore tree.yaml --schedules --memory 4096
out_of_time odds_of_a_tree_end_in_time 4 odds tree.yaml
out_of_time sweep_of_a_tree_ends_in_time 0 sweep tree.yaml --runs 1000 --threads 2
# The second signal comes while the answer is made, printed, or the memory given back, of which there is some.
for pause in 0.01 0.3; do
    "$MAKEITSO" odds fan-out --fault-rate 0.1 >partial 2>/dev/null &
    search=$!
    holds $search 200
    kill -INT $search 2>/dev/null
    sleep $pause
    kill -INT $search 2>/dev/null
    wait $search
    if [ $? = 130 ] && grep -q 'Partial: interrupted' partial; then
        good search_interrupted_twice_within_${pause}_s_answers
    else
        bad search_interrupted_twice_within_${pause}_s_answers "$(cat partial)"
    fi
done
"$MAKEITSO" sweep fan-out --runs 100000000 --fault-rate 0.1 >partial 2>/dev/null &
search=$!
catches_interrupts $search
kill -INT $search 2>/dev/null
wait $search
code=$?
if [ $code = 130 ] && grep -q '^Partial: interrupted\.$' partial; then good interrupted_sweep_says_partial; else bad interrupted_sweep_says_partial "$code" "$(cat partial)"; fi
"$MAKEITSO" sweep fan-out --runs 100000000 --fault-rate 0.1 --time 100ms >partial
if grep -q '^Partial: the time was up (--time)\.$' partial; then good sweep_out_of_time_says_so; else bad sweep_out_of_time_says_so; fi
"$MAKEITSO" sweep fan-out --runs 100000000 --fault-rate 0.1 --time 100ms --vary workers=1..2 >partial
if grep -q '^Partial: the time was up (--time)\.$' partial; then good varied_sweep_out_of_time_says_so; else bad varied_sweep_out_of_time_says_so; fi
"$MAKEITSO" explore fan-out --faults 6 --runs 4000000000 --time 300ms >partial
if grep -q 'Partial: the time was up' partial; then good search_out_of_time_says_so; else bad search_out_of_time_says_so; fi

"$MAKEITSO" sweep sequential --fault-rate 0.03 --runs 3000 --format json >whole
"$MAKEITSO" sweep sequential --fault-rate 0.03 --runs 3000 --threads 3 --format json >threads
if cmp -s whole threads; then good threads_give_the_same_bytes; else bad threads_give_the_same_bytes; fi
for shard in 1 2 3 4; do
    "$MAKEITSO" sweep sequential --fault-rate 0.03 --runs 3000 --shard $shard/4 --format json >part$shard
done
"$MAKEITSO" sweep --merge part1 part2 part3 part4 --format json >merged
if cmp -s whole merged; then good merged_shards_give_the_same_bytes; else bad merged_shards_give_the_same_bytes; fi
"$MAKEITSO" sweep sequential --fault-rate 0.04 --runs 3000 --shard 2/4 --format json >other
refused part_of_another_rate_is_not_merged '^makeitso: other: parts of different sweeps: the file, the what-if options' sweep --merge part1 other
refused shard_given_twice_is_not_merged '^makeitso: part1: shard 1/4 is given twice$' sweep --merge part1 part1
"$MAKEITSO" sweep --merge part3 part1 --format json >some
refused shard_that_a_merged_part_has_is_not_merged '^makeitso: part3: shard 3/4 is given twice$' sweep --merge some part3
"$MAKEITSO" sweep --merge part2 some part4 --format json >merged
if cmp -s whole merged; then good merged_parts_are_merged_again; else bad merged_parts_are_merged_again; fi
"$MAKEITSO" sweep sequential --fault-rate 0.03 --runs 3000 --shard 2/2 --format json >half
refused shard_of_another_division_is_not_merged_twice '^makeitso: half: shard 2/2 has runs of shard 4/4, which was given$' sweep --merge part4 half
refused whole_sweep_leaves_no_room_for_a_part '^makeitso: part2: shard 2/4 has runs of shard 1/1' sweep --merge whole part2
"$MAKEITSO" sweep sequential --fault-rate 0.03 --runs 3000 --shard 1/4 --seed 2 --format json >other
refused part_of_another_seed_is_not_merged '^makeitso: other: parts of different sweeps: names, wishes, seed' sweep --merge part1 other
"$MAKEITSO" sweep fan-out --runs 10 --seed 18446744073709551000 --format json >large
same large_seed_is_written_as_it_is "$(grep -o '"first_seed":"[0-9]*"' large)" '"first_seed":"18446744073709551000"'
"$MAKEITSO" sweep --merge large --format json >merged
if cmp -s large merged; then good large_seed_is_read; else bad large_seed_is_read; fi
{ printf '%1100000s' ''; cat part2; } >wide
"$MAKEITSO" sweep --merge part1 wide --format json >merged
same part_may_be_larger_than_a_scenario $? 0
sed 's/"bot":"Riker"/"bot":"\\u001b[31m"/' part2 >coloured
refused part_with_a_control_character_is_none 'not what sweep --format json writes' sweep --merge coloured
sed 's/"work":"[^"]*",//' part2 >old
refused part_that_does_not_tell_its_work_is_not_merged '^makeitso: old: does not tell what was swept.*make this part again' sweep --merge part1 old
"$MAKEITSO" sweep --merge part1 err 2>/dev/null
same merging_something_else_exits_2 $? 2
same csv_has_a_line_for_each_bot_and_all "$("$MAKEITSO" sweep sequential --runs 10 --format csv | wc -l)" 6
cat >long-call.yaml <<'EOT'
version: 1
bots: [{name: Charge, post: hi, guard: check-then-mark, latency: {call: 45s}}, {name: Receipt, post: hm}]
jobs: [{name: PaymentJob, steps: [{post: Charge}, {post: Receipt}]}]
platform: {preset: sqs}
schedule: [{enqueue: PaymentJob}]
EOT
says change_whose_run_is_cut_grants_nothing_that_is_known '^ ? ? ? ?  Charge sends an idempotency key *cut after [0-9]* events' why long-call.yaml Charge
says nor_does_it_in_json '"wishes": {}, *"verdict": ""' why long-call.yaml Charge --format json
cat >late.yaml <<'EOT'
version: 1
bots: [{name: Report, post: hi}, {name: Mail, post: hm, due: 1m}]
jobs: [{name: ReportJob, steps: [{wait: 10m}, {post: Report}]}, {name: MailJob, steps: [{post: Mail}]}]
schedule: [{enqueue: ReportJob}, {enqueue: MailJob, at: 10s}]
EOT
"$MAKEITSO" sweep late.yaml --runs 50 --vary workers=1..2 >varied
same varied_sweep_tells_late_ones "$(grep -o '^ *late *[01]\.0000' varied | tr -d ' \n')" late1.0000late0.0000
says sweep_tells_the_share_of_late_runs '^late runs     1\.0000 (0\.' sweep late.yaml --runs 50
"$MAKEITSO" sweep sequential --runs 50 --vary workers=1..1 >varied
same varied_sweep_tells_duplicates_and_misses_apart "$(grep -c 'twice   1.0000\|^ *missed  1.0000' varied)" 2
same varied_sweep_fits_80_columns "$(($(LC_ALL=C.UTF-8 wc -L <varied) <= 80))" 1
same varied_sweep_has_a_line_for_each_value "$("$MAKEITSO" sweep fan-out --runs 50 --vary workers=1..4 | grep -c '^workers=')" 4

refused rate_of_too_many_decimals '"0.0000000001" is no probability; allowed: 0 to 1 with at most 9 decimals' odds fan-out --fault-rate 0.0000000001
refused odds_without_an_answer_name_the_same_sweep 'an estimate: makeitso sweep fan-out --preset sidekiq --fault-rate 0\.02 --runs 1000000$' odds fan-out --preset sidekiq --fault-rate 0.02
refused varied_rate_takes_no_rate_besides '^makeitso: --fault-rate and --vary fault-rate exclude each other' sweep fan-out --runs 50 --vary fault-rate=0..0.1:0.1 --fault-rate 0.1
refused varied_workers_take_no_number_besides 'workers 2 and --vary workers exclude each other' sweep fan-out --runs 50 --vary workers=1..2 --workers 2
refused varied_retries_take_no_limit_besides 'retry WorfJob=2 and --vary retry:WorfJob exclude' sweep fan-out --runs 50 --vary retry:WorfJob=1..2 --retry WorfJob=2
"$MAKEITSO" sweep fan-out --runs 50 --vary retry:WorfJob=1..2 --retry RikerJob=2 --fault-rate 0.1 >/dev/null
same varied_retries_of_another_job_are_taken $? 0

cat >lease.yaml <<'YAML'
version: 1
title: a lease that ends when it will
bots: [{name: A, post: a}]
jobs: [{name: J, steps: [{post: A}]}]
platform: {on_crash: lease, lease: 1m, workers: 2}
schedule: [{enqueue: J}]
YAML
says orders_of_leases_without_end_tell_what_bounds_them '"recoveries" in the platform bounds how often' explore lease.yaml --schedules --memory 16 --time 2s

# Forty days of two jobs of forty waits each: an order is told by some thousands of choices.
steps=
for _ in 1 2 3 4 5 6 7 8; do steps="$steps{wait: 1s}, {wait: 1s}, {wait: 1s}, {wait: 1s}, {wait: 1s}, "; done
cat >waits.yaml <<YAML
version: 1
title: many waits
bots: [{name: A, post: a}]
jobs: [{name: J, steps: [$steps{post: A}]}, {name: K, queue: k, steps: [$steps{post: A}]}]
platform: {workers: 2}
schedule: [{enqueue: J, times: 40}, {enqueue: K, times: 40}]
YAML
says order_too_long_to_be_typed_is_not_typed_in_part '^  (it is too long for a command line)$' explore waits.yaml --schedules --faults 0 --memory 160
# The same in JSON: no command.
"$MAKEITSO" explore waits.yaml --schedules --faults 0 --memory 160 --format json >said
same order_too_long_to_be_typed_has_no_command "$(grep -c '"command": ""' said)" 1

# An order that fails is played again by its code.
"$MAKEITSO" explore top-job-fails --schedules --kinds error --at push --format json >ordered
command=$(sed -n 's/^  "command": "makeitso \(.*\)"$/\1/p' ordered)
eval "\"\$MAKEITSO\" $command --format json" >ran.json
if grep -qE '"totals":.*"duplicates":([1-9]|0,"missed":[1-9])' ran.json; then good failing_order_is_played_again; else bad failing_order_is_played_again "$command"; fi
# One in which nothing ever has several to go next has a code, too.
cat >alone.yaml <<'YAML'
version: 1
title: Alone
bots: [{name: A, post: a}]
jobs: [{name: J, steps: [{post: A}], retry: {limit: 1, wait: 10s}}]
schedule: [{enqueue: J}]
YAML
"$MAKEITSO" explore alone.yaml --schedules --kinds error --format json >ordered
command=$(sed -n 's/^  "command": "makeitso \(.*\)"$/\1/p' ordered)
eval "\"\$MAKEITSO\" $command --format json" >ran.json
if grep -q '"totals":.*"duplicates":1' ran.json; then good order_without_a_pick_is_played_again; else bad order_without_a_pick_is_played_again "$command"; fi
refused order_of_another_run_is_not_played '"zz" is the code of another run' run top-job-fails --choices zz

"$MAKEITSO" explore sequential --map map.svg >/dev/null
if grep -q '>Crash map: One big job' map.svg && grep -q "left out: Worf.*mail is down" map.svg && grep -q 'after done' map.svg; then good map_is_drawn_as_svg; else bad map_is_drawn_as_svg; fi
"$MAKEITSO" sweep fan-out --runs 50 --vary fault-rate=0..0.2:0.1 --plot - >plot.svg
same varied_sweep_has_two_bars_a_value "$(grep -c '>twice<\|>missed<' plot.svg)" 6
if grep -q 'fault-rate=0.2' plot.svg; then good varied_sweep_is_drawn_as_svg; else bad varied_sweep_is_drawn_as_svg; fi
same varied_sweep_is_one_value_of_json "$("$MAKEITSO" sweep fan-out --runs 5 --vary workers=1..2 --format json | jq -c 'map(.vary)')" '["workers=1","workers=2"]'
# The swept run of a seed is the run of the seed, with --fault-rate as well.
for seed in 3 4 5 6; do
    "$MAKEITSO" sweep fan-out --fault-rate 0.1 --runs 1 --seed $seed --format json | grep -o '"total":{[^}]*}' | sed 's/.*"posts":\([0-9]*\),"duplicates":\([0-9]*\),"missed":\([0-9]*\).*/\1 \2 \3/' >swept
    "$MAKEITSO" run fan-out --fault-rate 0.1 --seed $seed --format json | grep -o '"totals":{[^}]*}' | sed 's/.*"posts":\([0-9]*\),"duplicates":\([0-9]*\),"missed":\([0-9]*\).*/\1 \2 \3/' >ran.json
    same swept_seed_${seed}_is_the_run "$(cat swept)" "$(cat ran.json)"
done
"$MAKEITSO" help limits >topic
if grep -q 'real systems duplicate more' topic; then good limits_are_told; else bad limits_are_told; fi

"$MAKEITSO" odds two-workers --fault-rate 0.1 --format json >chances
same odds_are_complete "$(grep -c '"complete": true' chances)" 1
"$MAKEITSO" odds sequential --fault-rate 0.02 >chances
same odds_have_no_sign_that_ascii_lacks "$("$MAKEITSO" odds sequential --ascii | grep -c '?')" 0
same small_chances_leave_a_space_between_columns "$(awk '$1 == "Picard" { print NF }' chances)" 5

# --- What was seen, and what led to it.

# ends_with CODE NAME OPTION…: the exit code.
ends_with() {
    expected=$1
    name=$2
    shift 2
    "$MAKEITSO" "$@" >/dev/null 2>err
    same "$name" $? "$expected"
}

# Each command of a set is played again, and then exactly that is seen.
"$MAKEITSO" explore lost-reply-fan-out --saw 'Worf=2 Riker=1 WorfJob=succeeded' --format json >sets
same saw_is_found_with_one_fault "$(jq -c '[.set_faults, .set_count, .complete, .nearest, [.sets[].faults[0]]]' sets)" \
    '[1,2,true,null,["Worf#1@1:after:commit:error","Worf#1@1:after:reply:error"]]'
jq -r '.sets[].command' sets | sed 's/^makeitso //' >commands
while read -r command; do
    eval "\"\$MAKEITSO\" $command --format json" >ran.json
    jq -c '[(.bots[] | select(.bot == "Worf" or .bot == "Riker") | .posts), (.jobs[] | select(.job == "WorfJob") | .state)]' ran.json
done <commands | sort -u >seen
same saw_is_seen_again "$(cat seen)" '[1,2,"succeeded"]'
same saw_goes_onto_the_stage "$(jq -r '.sets[0].play' sets)" \
    "makeitso play lost-reply-fan-out --no-faults --fault 'Worf#1@1:after:commit:error' --at 1350ms"
says saw_of_many_sets_counts_the_rest '^and 134 more\.$' explore sequential --saw 'Riker=2 Locutus=0 BotsJob=dead' --faults 2
says saw_names_the_faults_of_the_file '^  makeitso run sequential --only-faults 1$' explore sequential \
    --saw 'Riker=2 Locutus=0 BotsJob=dead' --keep-always
ends_with 0 saw_without_a_fault_is_found explore sequential --saw Riker=1
ends_with 1 saw_that_nothing_leads_to_is_no explore "$cases/checkout.yaml" --faults 2 --saw 'Card=2 Invoice=0 CheckoutJob=succeeded'
"$MAKEITSO" explore "$cases/checkout.yaml" --faults 2 --saw 'Card=2 Invoice=0 CheckoutJob=succeeded' >none
if grep -q '^No run with up to 2 faults; the nearest differs in Invoice (1 post, not 0)\.$' none; then good saw_tells_the_nearest; else bad saw_tells_the_nearest; fi
"$MAKEITSO" explore "$cases/checkout.yaml" --faults 2 --saw 'Card=2 Invoice=0 CheckoutJob=succeeded' --format json >none
same saw_tells_the_nearest_in_json "$(jq -c '[.set_faults, .sets, .nearest.faults, .nearest.differs]' none)" \
    '[null,[],["Card@1:after:commit:error"],[{"bot":"Invoice","day":null,"posts":1,"saw":0}]]'
ends_with 4 saw_that_is_not_decided_is_unknown explore sequential --saw Riker=9 --faults 3 --runs 100
ends_with 4 saw_of_no_time_is_unknown explore fan-out --saw Riker=9 --faults 6 --time 50ms
refused saw_of_an_unknown_name 'did you mean "Riker"' explore sequential --saw Ricker=2
refused saw_of_nothing 'nothing is said to have been seen' explore sequential --saw ''
refused saw_of_a_name_twice '"Riker" is named twice' explore sequential --saw 'Riker=2 Riker=1'
refused saw_of_too_many '"9999999999" posts are more than can be' explore sequential --saw Riker=9999999999
for option in '--table' '--schedules' '--map map.svg' '--advise' '--expect-clean'; do
    refused "saw_beside_${option%% *}" "saw does not go with ${option%% *}" explore sequential --saw Riker=2 $option
done
exit $failed
