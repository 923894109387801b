from django.urls import path

from common import views

urlpatterns = [
    path("livez", views.livez, name="livez"),
    path("readyz", views.readyz, name="readyz"),
    path("ngon-ngu/", views.set_language, name="set_language"),
]
