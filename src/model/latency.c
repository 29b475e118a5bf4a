#include "model/latency.h"

struct duration post_latency_default(enum micro micro)
{
    return duration_fixed(micro_traits[micro].in_post);
}

struct duration job_latency_default(enum micro micro)
{
    return duration_fixed(micro_traits[micro].in_job);
}
