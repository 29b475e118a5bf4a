// What the program calls in the page (host.h, task.h).
mergeInto(LibraryManager.library, {
  page_take: function (host) {
    Module["host"] = host;
    throw "unwind";
  },
  page_task_begins: function () {
    Module["tasks"] = (Module["tasks"] || 0) + 1;
  },
  page_progress: function (done) {
    if (Module["progress"]) Module["progress"](done);
  },
});
