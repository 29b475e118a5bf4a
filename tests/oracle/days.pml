/* N sequential days side by side, each in one job with one retry, on N workers; at most FAULTS errors in the gaps beside a commit.
 *
 * The same model as tests/oracle/days.yaml of N copies, written for Spin on its own: one transition for each instant. Its states can be
 * compared one by one: where each job stands, in whose hands, how often each bot has posted, the mark, whether a job died, the
 * faults so far. */
#ifndef N
#define N 1
#endif
#ifndef FAULTS
#define FAULTS 1
#endif
#define LIMIT 1

/* The micro-step that a job does next. */
#define UNBORN 0
#define FETCH 1
#define BEGIN 2
#define CHECK 3
#define CALL 4
#define COMMIT 5
#define REPLY 6
#define MARK 7
#define DONE 8
/* Three bots without a guard follow: begin, call, commit, reply, done each. */
#define PLAIN 9
#define ACK 24
#define RETRYING 26
#define SKIPPED 27 /* the done of a post that was skipped */

c_decl {
    int worst_duplicates = 0, worst_missed = 0;
};

byte pc[N], attempt[N], worker[N]; /* worker: from 1; 0: none */
byte posts[4];
bit marked, died, ended;
byte born, over, used;

/* The lowest worker that is free takes job j. */
inline take(j) {
    worker[j] = 1;
    k = 0;
    do
    :: k == N -> break
    :: k < N && k != j && worker[k] == worker[j] -> worker[j]++; k = 0
    :: else -> k++
    od;
    k = 0;
    pc[j] = FETCH
}

/* A job that is over leaves no trace; those that were made later move up, so that jobs are told apart by age alone. */
inline go(j) {
    over++;
    k = j;
    do
    :: k + 1 < N -> pc[k] = pc[k + 1]; attempt[k] = attempt[k + 1]; worker[k] = worker[k + 1]; k++
    :: else -> break
    od;
    pc[k] = UNBORN; attempt[k] = 0; worker[k] = 0;
    k = 0
}

inline fail(j) {
    used++;
    if
    :: attempt[j] > LIMIT -> died = 1; go(j)
    :: else -> worker[j] = 0; pc[j] = RETRYING
    fi
}

/* Of a micro-step of the three plain bots: 0 begin, 1 call, 2 commit, 3 reply, 4 done. */
#define WHICH(j) ((pc[j] - PLAIN) % 5)
#define BOT(j) (1 + (pc[j] - PLAIN) / 5)
#define IS_PLAIN(j) (pc[j] >= PLAIN && pc[j] < ACK)

inline commit(j) {
    if
    :: pc[j] == COMMIT -> posts[0]++
    :: IS_PLAIN(j) && WHICH(j) == 2 -> posts[BOT(j)]++
    :: else -> skip
    fi
}

inline act(j) {
    if
    :: pc[j] == FETCH -> attempt[j]++; pc[j] = BEGIN
    :: pc[j] == CHECK && marked -> pc[j] = SKIPPED
    :: pc[j] == MARK -> marked = 1; pc[j] = DONE
    :: pc[j] == SKIPPED -> pc[j] = PLAIN
    :: pc[j] == ACK -> go(j)
    :: else -> commit(j); pc[j]++
    fi
}

#define IS_ACTIVE(j) (pc[j] != UNBORN && pc[j] != RETRYING)
#define IS_BESIDE_COMMIT(j) (pc[j] == CALL || pc[j] == COMMIT || (IS_PLAIN(j) && (WHICH(j) == 1 || WHICH(j) == 2)))

inline one(j) {
    if
    :: d_step { pc[j] == RETRYING -> take(j) }
    :: d_step { IS_ACTIVE(j) -> act(j) }
    :: d_step { IS_ACTIVE(j) && IS_BESIDE_COMMIT(j) && used < FAULTS -> commit(j); fail(j) }
    fi
}

active proctype day() {
    byte k;
    do
    :: d_step { born < N && !ended -> take(born - over); born++ }
    :: one(0)
#if N > 1
    :: one(1)
#endif
#if N > 2
    :: one(2)
#endif
    :: d_step {
           over == N && !ended -> ended = 1;
           c_code {
               int duplicates = 0, missed = 0;
               for (int b = 0; b < 4; b++) {
                   duplicates += now.posts[b] > 1 ? now.posts[b] - 1 : 0;
                   missed += now.posts[b] == 0;
               }
               if (duplicates > worst_duplicates) worst_duplicates = duplicates;
               if (missed > worst_missed) worst_missed = missed;
               printf("worst %d %d\n", worst_duplicates, worst_missed);
           }
       }
    od
}
