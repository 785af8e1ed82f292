-- One event of a key whose events of the last window are listed oldest first, in microseconds.
-- KEYS: the list. ARGV: permits, window (microseconds), and in tests what is to count as now.
-- Returns whether it was admitted, how many remain, and the microseconds until the oldest event
-- leaves, or when refused until one would be admitted.
local key = KEYS[1]
local permits = tonumber(ARGV[1])
local window = tonumber(ARGV[2])
local now = tonumber(ARGV[3])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000000 + time[2]
end
local text = string.format('%.0f', now)

-- The clock was set back: what seems to lie ahead happens now, so that nothing is forgotten too
-- early and nobody is refused for longer than a window.
local index = -1
local newest = redis.call('LINDEX', key, index)
while newest and tonumber(newest) > now do
  redis.call('LSET', key, index, text)
  index = index - 1
  newest = redis.call('LINDEX', key, index)
end

local oldest = redis.call('LINDEX', key, 0)
while oldest and now - tonumber(oldest) >= window do
  redis.call('LPOP', key)
  oldest = redis.call('LINDEX', key, 0)
end

local size = redis.call('LLEN', key)
local over = size - permits
if over >= 0 then
  return {0, 0, tonumber(redis.call('LINDEX', key, over)) + window - now}
end
redis.call('RPUSH', key, text)
redis.call('PEXPIRE', key, math.ceil(window / 1000) + 1000)
return {1, permits - size - 1, tonumber(oldest or text) + window - now}
