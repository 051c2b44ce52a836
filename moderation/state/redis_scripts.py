"""What the Redis server executes itself, each in one step that nobody can come between."""

from __future__ import annotations

from typing import Final

from moderation.state.packed import FORGET
from moderation.state.tally import STEPS

__all__ = ["APPEND", "ERASE", "HISTORY", "OBSERVE"]

OBSERVE: Final = f"""
-- KEYS: seen keys, arrivals, then one window a mark. ARGV: message, seen keys to keep, how long (ms), then six a mark:
-- keep, time, span, how long to live (ms), what is left, step. Returns 1 for a new message, and what it sees of each window:
-- entries, or their number. A window is a sorted set by time whose members begin with the number of their arrival, 8 bytes;
-- one that keeps nothing is a hash of steps and counts.
local seen, arrivals, message = KEYS[1], KEYS[2], ARGV[1]
local known = redis.call('ZSCORE', seen, message)
local arrival = tonumber(known)
if not known then
  arrival = redis.call('INCR', arrivals)
  redis.call('ZADD', seen, arrival, message)
  redis.call('ZREMRANGEBYRANK', seen, 0, -ARGV[2] - 1)
  redis.call('PEXPIRE', seen, ARGV[3])
end

local function entries(window, at, span, keep, rest, lives)
  local member = struct.pack('>I8', arrival) .. rest
  redis.call('ZREMRANGEBYSCORE', window, '-inf', at - {FORGET} * span)
  redis.call('ZADD', window, at, member)
  redis.call('ZREMRANGEBYRANK', window, 0, -keep - 1)
  redis.call('PEXPIRE', window, lives)
  local found = redis.call('ZRANGEBYSCORE', window, string.format('(%.0f', at - span), at)
  return #found > 0 and found or {{member}}
end

local function earlier(window, span)
  local all, own, found = redis.call('ZRANGE', window, 0, -1, 'WITHSCORES'), nil, {{}}
  for i = 1, #all, 2 do
    if struct.unpack('>I8', all[i]) == arrival then own = tonumber(all[i + 1]) end
  end
  for i = 1, own and #all or 0, 2 do
    local at = tonumber(all[i + 1])
    if at > own - span and at <= own and struct.unpack('>I8', all[i]) <= arrival then found[#found + 1] = all[i] end
  end
  return found
end

local function count(window, first, last)
  local total, all = 0, redis.call('HGETALL', window)
  for i = 1, #all, 2 do
    local step = tonumber(all[i])
    if step > first and step <= last then total = total + all[i + 1] end
  end
  return total
end

local function tally(window, step, lives)
  redis.call('HINCRBY', window, step, 1)
  redis.call('PEXPIRE', window, lives)
  if redis.call('HLEN', window) > {STEPS} then
    local oldest
    for _, one in ipairs(redis.call('HKEYS', window)) do
      if not oldest or tonumber(one) < oldest then oldest = tonumber(one) end
    end
    redis.call('HDEL', window, string.format('%.0f', oldest))
  end
end

local sights, left = {{}}, {{}}
for i = 3, #KEYS do
  local window, mark = KEYS[i], 4 + (i - 3) * 6
  local keep, at, span, lives = tonumber(ARGV[mark]), tonumber(ARGV[mark + 1]), tonumber(ARGV[mark + 2]), ARGV[mark + 3]
  local new = not known and not left[window]
  left[window] = true
  if keep > 0 then
    sights[#sights + 1] = new and entries(window, at, span, keep, ARGV[mark + 4], lives) or earlier(window, span)
  else
    local width = tonumber(ARGV[mark + 5])
    local own = math.floor(at / width)
    if new then tally(window, string.format('%.0f', own), lives) end
    local total = count(window, math.floor((at - span) / width), own)
    sights[#sights + 1] = (new and total == 0) and 1 or total
  end
end
return {{known and 0 or 1, sights}}
"""

APPEND: Final = """
-- KEYS: numbers by key, records by number, evidence by number, the numbers of a subject.
-- ARGV: key, record, evidence, how many records the subject must have ('' for any). Returns number, record, evidence, or nothing.
local known = redis.call('HGET', KEYS[1], ARGV[1])
if known then
  return {tonumber(known), redis.call('HGET', KEYS[2], known), redis.call('HGET', KEYS[3], known) or ''}
end
if ARGV[4] ~= '' and redis.call('LLEN', KEYS[4]) ~= tonumber(ARGV[4]) then return false end
local number = redis.call('HLEN', KEYS[2]) + 1
redis.call('HSET', KEYS[2], number, ARGV[2])
redis.call('HSET', KEYS[1], ARGV[1], number)
redis.call('RPUSH', KEYS[4], number)
if ARGV[3] ~= '' then redis.call('HSET', KEYS[3], number, ARGV[3]) end
return {number, ARGV[2], ARGV[3]}
"""

HISTORY: Final = """
-- KEYS: records by number, evidence by number, the numbers of a subject. Returns number, record, evidence of each.
local found = {}
for _, number in ipairs(redis.call('LRANGE', KEYS[3], 0, -1)) do
  found[#found + 1] = {tonumber(number), redis.call('HGET', KEYS[1], number), redis.call('HGET', KEYS[2], number) or ''}
end
return found
"""

ERASE: Final = """
-- KEYS: evidence by number, the numbers of a subject. Returns how many had evidence.
local erased = 0
for _, number in ipairs(redis.call('LRANGE', KEYS[2], 0, -1)) do
  erased = erased + redis.call('HDEL', KEYS[1], number)
end
return erased
"""
