"""Record linkage: how likely appearances of different documents are one person, and who is put together.

In: appearances of one surname. Out: profiles, each what is known of one person, with a chance and the reasons for
every appearance. The method is that of Fellegi and Sunter (1969): what two records agree or differ in adds to, or
takes from, the logarithm of the odds that they are one::

    profiles, loose = find_people(appearances)
"""
