package com.adiuva.adapters.llm.english;

import com.adiuva.adapters.llm.text.PhraseTable;

/// How a sentence begins, and so by which grammar it is read.
enum Command {
  CREATE,
  /// Says what there is to do, without saying that a task is wanted.
  REMIND,
  JOT,
  /// Creates when a kind of record is named.
  WRITE,
  MAKE,
  SET,
  RENAME,
  MARK,
  MOVE,
  ASSIGN,
  PRIORITIZE,
  COMPLETE,
  REOPEN,
  START,
  ARCHIVE,
  DELETE,
  LIST,
  FIND,
  SHOW,
  APPEND,
  REPLACE,
  COMMENT,
  HELP;

  static final PhraseTable<Command> OPENINGS =
      new PhraseTable<Command>()
          .add(CREATE, "create, add, new, set up, schedule, open a, start a new, insert")
          .add(CREATE, "plan a, i need a, i need a new, i want a, register, log a, put in")
          .add(REMIND, "remind me, remind us, remember, don't let me forget, don't forget")
          .add(JOT, "note, note down, jot, jot down, write down, make a note, memo")
          .add(JOT, "take a note, write a note, new note, add a note, create a note")
          .add(WRITE, "write, take, save, record, draft, start, begin")
          .add(MAKE, "make")
          .add(SET, "set, change, update, edit, modify, adjust, give")
          .add(RENAME, "rename, retitle, re-title, call")
          .add(MARK, "mark, flag, put")
          .add(MOVE, "move, reschedule, postpone, push, push back, delay, shift, defer")
          .add(MOVE, "bring forward, re-schedule")
          .add(ASSIGN, "assign, reassign, delegate")
          .add(PRIORITIZE, "prioritize, prioritise")
          .add(COMPLETE, "complete, finish, close, check off, tick off, cross off, resolve")
          .add(COMPLETE, "i finished, i completed, i have finished, i have completed, i did")
          .add(COMPLETE, "i've finished, i've completed, i am done with, i'm done with")
          .add(COMPLETE, "we finished, we completed, done with, finished, completed")
          .add(REOPEN, "reopen, re-open, uncomplete, unarchive, restore, reactivate")
          .add(REOPEN, "uncheck, activate, un-archive, bring back")
          .add(START, "start working on, begin working on, start work on")
          .add(START, "i started, i'm working on, i am working on")
          .add(ARCHIVE, "archive")
          .add(DELETE, "delete, remove, erase, get rid of, trash, discard, throw away")
          .add(LIST, "list, display, count, which")
          .add(LIST, "what are, what's, what is, what, do i have, are there, is there")
          .add(LIST, "how many, what do i have, who is, give me, tell me, when is")
          .add(LIST, "when are, what does, give me a, have i")
          .add(LIST, "what do i have to do, what do i need to do, what should i do, what must i do")
          .add(FIND, "find, search, search for, look for, look up")
          .add(SHOW, "show, show me, read, read me, view, see, open, get, let me see")
          .add(SHOW, "what is in, what's in, what does it say")
          .add(APPEND, "append")
          .add(REPLACE, "replace, rewrite, overwrite")
          .add(COMMENT, "comment")
          .add(HELP, "help, what can you do, who are you, what are you, how does this work")
          .add(HELP, "what can i say, what can i do, what do you understand, how do i, hello")
          .add(HELP, "hi, hey, good morning, good afternoon, good evening, thanks")
          .add(HELP, "thank you, are you an ai, are you a robot, what do you do, hi there")
          .add(HELP, "how are you, help me, how can you help, how can you help me, hello there");

  /// Words of politeness before the point.
  static final PhraseTable<Boolean> COURTESIES =
      new PhraseTable<Boolean>()
          .add(false, "please, kindly, can you, could you, would you, will you, also")
          .add(false, "i want to, i'd like to, i would like to, i want you to, i wish to")
          .add(false, "i would like you to, i'd like you to, let's, let us, ok, okay")
          .add(false, "now, then, and, but, just, go ahead and, hey, hi, hello")
          .add(false, "first, next, finally, after that, afterwards, and then, so, well")
          .add(false, "can i, could i, may i, can we, assistant, adiuva, yes, sure")
          .add(false, "quickly, would you mind, i'd like, i would like, you can, help me")
          .add(true, "i need to, i have to, i must, i should, i gotta, i've got to")
          .add(true, "we need to, we have to, we must, we should, i ought to, you need to");
}
