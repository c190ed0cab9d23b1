"""What people write in despair, and what only sounds like it: a message a line."""

from __future__ import annotations

IN_CRISIS = """\
I want to kill myself
i wanna die
I just want to die tonight.
I don't want to live anymore
I don't want to be alive.
I can't keep living like this
sometimes I wish I was dead
I wish I had never been born
I'm thinking about ending my life
I've been thinking of ending it all
I think about suicide all the time
I'm feeling suicidal again
I have suicidal thoughts
I'm going to take all my pills tonight
I took too many pills
I started cutting myself again
I want to hurt myself
I keep hurting myself and I can't stop
I've been self-harming for months
There's no reason to live
I have nothing left to live for
my life isn't worth living
everyone would be better off without me
They'd all be happier if I was gone
nobody would care if I died
I hope I don't wake up tomorrow
I want to go to sleep and never wake up
I'm standing on a bridge and thinking of jumping off the bridge
I keep thinking about stepping in front of a train
I bought a rope to end it
I've written goodbye letters to my family
I'd rather be dead
I don't want to be here anymore
I'm going to end it tonight
gonna kms
I tried to kill myself last night
I don't want to kill myself but I think about it
years ago I tried to kill myself, and now the thoughts are coming back and I want to die again
My best friend is suicidal and I don't know what to do
My brother said he wants to kill himself
My daughter has been cutting herself and told me she wants to die
He texted me that he's going to hurt himself
I can’t go on anymore
Work was fine. Then I came home and I just wanted to kill myself.
What's the point, I'm better off dead
I feel like ending everything tonight
i dont wanna be alive anymore
Honestly I'd be better off dead
I keep imagining driving my car into a tree
Sometimes I think about just not existing
I have a plan to kill myself this weekend
I can't do this anymore, I want it to be over, I want to die
I've been cutting again
nobody would miss me if I were gone
I just want to go to sleep forever
I want to disappear and never come back
I don't see the point of living
I'm so tired of being alive
Life has no meaning, I want out for good
I'm scared I'm going to hurt myself tonight
I almost jumped in front of a train this morning
I wrote a suicide note
I wish I could just die
My son told me he doesn't want to live anymore
My girlfriend is threatening to kill herself if I leave
I overdosed last week and nobody knows
I've got the pills next to me
the world would be better without me in it
why am I still alive
I want to end my life
thinking about suicide again
i hate myself and want to die
I am going to kill myself
I don't think I want to be alive
I relapsed and self harmed last night
I can't stop thinking about killing myself
It would be easier if I just died
I want to be dead
Everything hurts and I don't want to keep going
I'm planning to end my life on Friday
I've been googling painless ways to die
I hope I die in my sleep
I should just kill myself and get it over with
There's nothing left for me here, I'm going to end it
I cut my arms last night
tonight I'm going to do it, I have the rope
My family deserves better than me, they'd be happier if I died
I wish a bus would hit me
I'm done with life
what's the point of being alive
I don't deserve to live
I tried to hang myself yesterday
My husband said he is going to shoot himself
My sister took a whole bottle of pills
I feel suicidal
I'm having thoughts of suicide
I burn myself when I'm stressed
part of me wants to die
I don't care if I live or die
I keep looking at the knives and thinking about cutting myself
I'd rather not exist
If I killed myself nobody would notice for days
I'm thinking of jumping off the roof
I hate living
goodbye everyone, I can't take being alive any longer
i want to kill my self so bad
lately I think about killing myself every day
I've decided to end my life
I wish I'd never been born
Nothing helps. I just want to die.
I don't want to exist anymore
I started hurting myself again this week
I can't live like this anymore
I'm going to hang myself
I might jump off the bridge near my house
Everyone would be happier without me
I took a bunch of sleeping pills
I feel so suicidal right now and I'm scared
would anyone even notice if I was dead
there is nothing to live for
I've thought about suicide since she left
I'm tired of living
I just don't want to wake up tomorrow
how do I kill myself painlessly
I keep having thoughts about ending it
my roommate is suicidal, what do I say?
my mom says she wants to end her life
I cut myself because it's the only thing that helps
life is not worth living without him
I really want to hurt myself right now
I'd be better off dead than like this
I want it all to end, I want to be gone forever
I'm a danger to myself tonight
I have a gun and I'm going to use it on myself
I tried to overdose yesterday
""".splitlines()

NOT_IN_CRISIS = """\
this deadline kills me
I'm dying to see it
my feet are killing me
I nearly died laughing
I want to die laughing every time he speaks
that cake is to die for
I could kill for a coffee
kill me now, another meeting lol
you're killing it!
I could kill myself for forgetting her birthday
I cut myself shaving
I cut myself on the kitchen knife
I hurt myself at the gym
I burned myself on the stove
I should cut myself some slack
I want to cut myself a slice of bread
how do I kill a child process in bash?
the server wants to die every night at three
my phone died
my plants keep dying
I'm not suicidal, just tired
I would never hurt myself
I don't want to kill myself, don't worry
I'm writing an essay about suicide in Victorian novels
in the film the hero wants to kill himself at the end
Did you see Suicide Squad?
Romeo kills himself because he thinks Juliet is dead
the new suicide prevention training at work is really good
When I was fifteen I wanted to die. I'm glad I didn't.
ten years ago I tried to kill myself and I got help, and I'm happy
I don't want to live in Berlin anymore
I don't want to be here anymore, this party is boring lol
I don't want to live with my parents
I want to end it with him
let's end it here for today
I ended my contract
I'm going to jump off the diving board at the pool
I jumped off a cliff in Minecraft
my grandmother died last night
she took her pills and went to bed
I need to take all my books back
I can't live without chocolate
the team would be better off without me on the pitch
I'd be better off with a new laptop
no point in going on with this book
I'm dead tired
I wish I was there
I hope I don't wake up the baby
I'm afraid of dying
I don't want to die
I'm dying for a pizza
This bug makes me want to pull my hair out
I'd kill for a nap right now
My battery is about to die
I want to die on this hill, tabs are better
I laughed so hard I thought I'd die
How many people die by suicide each year? I need it for a statistics class
The detective thinks the banker wanted to kill himself
I hung the painting myself
I killed it at karaoke
I almost killed myself on that icy step, hilarious in hindsight
I finally ended my gym membership
He hurt himself at football and is on crutches
My dad hurt himself on the ladder yesterday
I burned myself making pancakes
I could murder a curry
There is no point in going to the meeting
I need to end this call
I live for Fridays
I don't want to wake up early tomorrow
I can't live in this flat another year
I'm killing time before my train
The train killed my phone signal
I want to jump on the train to Leipzig
I take two pills every morning for my blood pressure
my grandfather took his own life in 1962
What would you do if you could live forever?
I don't want to go on holiday with them
I never want to live abroad again
I tried to shoot myself a message but it bounced
I want to shoot myself in the photo booth
The scene where Anna ends her life is heartbreaking in that book
I wish I was dead asleep already
I'd rather die than eat olives
I wrote a goodbye letter to my team, last day tomorrow
My laptop is dying again
I'd die for that view
He's dead to me
What a killer track
I want to live by the sea
I'm ready to end this chapter at work
My dog was hit by a car but he'll live
I hurt my back lifting boxes
Can you kill the lights?
I have to cut my hair tonight
I started cutting carbs
I overdosed on Christmas cookies
I live alone and like it
My uncle died of cancer
I'm sick of living out of a suitcase
I'm tired of my life admin
I finally wrote my will, feels grown up
We jumped off the pier yesterday, freezing!
The game kills you if you step on the lava
Why are we still alive as a company with these numbers
She threatened to quit
how do I end a long phone call politely?
The best way to die in chess is castling late
I hope my alarm goes off, I can't sleep in tomorrow
I wish I'd gone to bed earlier
the kids would be better off with a bigger garden
nobody would notice if I left the party now
I'm going to walk into the office and ask for a raise
My last night in Paris was lovely
I drove my car into the garage wall, only a scratch
I'm thinking of cutting my own hair
what is the reason for living things to need water?
I'm finished with this life drawing class
He was ready to hurt himself for the trophy in that documentary
Don't kill yourself over this report, it's fine
My phone is dead again, kill me
I could have died of embarrassment
we killed the project today
the dress is to die for
I'm dead on my feet
he died in 1999
I cut my finger chopping onions
don't jump to conclusions
my houseplant wants to die no matter what I do
I've been burning the candle at both ends
I hurt my own feelings reading old diaries
I can't live without my morning run
We need to end the meeting by five
the end of life care course starts Monday
my book club is reading a novel about suicide
I am never going to drink again
It's the best day of my life
sometimes I wish I lived in Italy
I wish I was better at chess
she'd be better off with a different bank
I hate waking up early
I want to stop living in the city
what is the meaning of life?
I want to disappear into a good book
I'm going to shoot a film by myself
I need to throw myself into work
I throw out old pills at the pharmacy
my brother cut himself a huge slice of cake
killing weeds all afternoon by myself
I can't go on the trip anymore
he lived to be ninety
I nearly walked into a lamp post
I'd rather be dead wrong than silent
the battery died and then I died inside haha
my cat hides under the bed and I miss her
""".splitlines()
